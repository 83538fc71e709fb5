'use client'

import type { ReactNode } from 'react'
import { NavLink } from '@/components/layout/nav-link'
import { CopyField } from '@/components/shared/copy-field'
import { Unknown } from '@/components/shared/unknown'
import { Button } from '@/components/ui/button'
import { Sheet, SheetContent, SheetHeader } from '@/components/ui/sheet'
import { useWorkspace } from '@/hooks/use-workspace'
import type { MailEvent } from '@/lib/events/schemas'
import { ACTOR_LABELS, actorReason, countedReason, EVENT_LABELS, eventDetail, hasActor } from '@/lib/ui/event-text'
import { formatInstant } from '@/lib/ui/time'

/** One event in full, as it was recorded. Bodies of mails are never kept, so there is none. */
export function EventDetail({
  event,
  onClose,
  onClosed,
  onContact,
  onSender,
}: {
  event: MailEvent
  onClose: () => void
  /** The sheet is gone and the focus free. */
  onClosed: () => void
  onContact: (contact: NonNullable<MailEvent['contact']>) => void
  onSender: (sender: NonNullable<MailEvent['sender']>) => void
}) {
  const { workspace } = useWorkspace()
  const { contact, campaign, sender } = event
  const detail = eventDetail(event)
  const instant = (at: string) => `${formatInstant(at, workspace.timezone)} (${workspace.timezone})`
  const leaving = (act: () => void) => () => {
    act()
    onClose()
  }
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent
        aria-describedby={undefined}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          onClosed()
        }}
      >
        <SheetHeader
          title={`${EVENT_LABELS[event.event_type]}${detail ? `, ${detail}` : ''}`}
          description={instant(event.occurred_at)}
        />
        <dl className="grid min-h-0 flex-1 grid-cols-[96px_1fr] content-start gap-x-3 gap-y-2.5 overflow-y-auto px-5 py-4 text-sm [&_dt]:text-muted-foreground">
          <Field label="Contact">
            {contact?.email ?? (contact ? 'Erased' : <Unknown why="The event named no contact" />)}
            {contact?.name && <span className="text-muted-foreground"> {contact.name}</span>}
            {contact && <Narrow onClick={leaving(() => onContact(contact))}>All events of this contact</Narrow>}
          </Field>
          <Field label="Campaign">
            {campaign ? (
              <NavLink href={`/campaigns/${campaign.id}`} className="text-primary hover:underline">
                {campaign.name ?? 'Deleted campaign'}
              </NavLink>
            ) : (
              'None that we know'
            )}
          </Field>
          <Field label="Step">{event.step ?? <Unknown why="The event named no step" />}</Field>
          <Field label="Sender">
            {sender?.email ?? <Unknown why="The event named no sender" />}
            {sender && <Narrow onClick={leaving(() => onSender(sender))}>All events of this sender</Narrow>}
          </Field>
          {event.subject && <Field label="Subject">{event.subject}</Field>}
          {event.snippet && <Field label="Reply begins">{event.snippet}</Field>}
          {hasActor(event) && (
            <Field label="By">
              {ACTOR_LABELS[event.actor_class]}
              <span className="block text-muted-foreground text-xs">{actorReason(event)}</span>
            </Field>
          )}
          <Field label="In the figures">{countedReason(event)}</Field>
          <Field label="Counts on">{event.day}</Field>
          <Field label="Received">{instant(event.received_at)}</Field>
          <Field label="Provider">{event.provider ?? <Unknown why="The event named no provider" />}</Field>
          <Field label="Event id">
            <CopyField label="event id" value={event.id} />
          </Field>
          {event.message_id && (
            <Field label="Message id">
              <CopyField label="message id" value={event.message_id} />
            </Field>
          )}
          {contact && (
            <Field label="Contact id">
              <CopyField label="contact id" value={contact.id} />
            </Field>
          )}
        </dl>
      </SheetContent>
    </Sheet>
  )
}

const Field = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
  </>
)

const Narrow = ({ onClick, children }: { onClick: () => void; children: ReactNode }) => (
  <Button variant="link" size="inline" className="touch-target flex! w-fit text-xs" onClick={onClick}>
    {children}
  </Button>
)
