// biome-ignore-all lint/a11y/useSemanticElements: laid out by grid, which strips the semantics of table elements
'use client'

import { memo, type ReactNode } from 'react'
import { TimeText } from '@/components/shared/time-text'
import { Unknown } from '@/components/shared/unknown'
import type { MailEvent } from '@/lib/events/schemas'
import { cn } from '@/lib/ui/cn'
import { ActorMark } from './actor-mark'
import { CountedMark } from './counted-mark'
import { EventKind } from './event-kind'

export const ROW_GRID =
  'md:grid-cols-[84px_140px_minmax(96px,1.3fr)_minmax(80px,1fr)_88px_56px] lg:grid-cols-[96px_188px_minmax(140px,1.3fr)_minmax(100px,1fr)_32px_minmax(132px,1fr)_92px_60px]'
const CARD_GRID =
  'grid-cols-[1fr_auto] [grid-template-areas:"kind_time"_"contact_counted"_"campaign_actor"] md:[grid-template-areas:none]'

/** A line of the table from md up, a card below; a press anywhere opens the event. */
export const EventRow = memo(function EventRow({
  event,
  index,
  onOpen,
}: {
  event: MailEvent
  index: number
  onOpen: (event: MailEvent) => void
}) {
  const { contact, campaign, sender, step } = event
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-event={event.id}
      className={cn(
        'relative grid h-[88px] grid-rows-[22px_20px_20px] content-center items-center gap-x-3 gap-y-0.5 border-b px-4 text-sm transition-colors duration-120 focus-within:bg-accent/50 hover:bg-accent/50 md:h-10 md:grid-rows-1 md:content-stretch md:px-6',
        CARD_GRID,
        ROW_GRID,
      )}
    >
      <Cell className="text-muted-foreground tabular-nums max-md:justify-end max-md:text-xs max-md:[grid-area:time]">
        <span className="relative z-1">
          <TimeText at={event.occurred_at} />
        </span>
      </Cell>
      <Cell className="max-md:[grid-area:kind]">
        <button
          type="button"
          onClick={() => onOpen(event)}
          className="flex min-w-0 text-left outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-ring focus-visible:after:-outline-offset-2"
        >
          <EventKind event={event} />
        </button>
      </Cell>
      <Cell className="max-md:[grid-area:contact]">
        <span className="truncate" title={contact?.email ?? undefined} dir="auto">
          {contact ? (contact.name ?? contact.email ?? 'Erased contact') : <Unknown why="The event named no contact" />}
        </span>
      </Cell>
      <Cell className="text-muted-foreground max-md:text-xs max-md:[grid-area:campaign]">
        <span className="truncate" title={campaign?.name ?? undefined} dir="auto">
          {campaign ? (campaign.name ?? 'Deleted campaign') : 'No campaign'}
          {step !== null && <span className="lg:hidden"> · step {step}</span>}
        </span>
      </Cell>
      <Cell className="justify-end tabular-nums max-lg:hidden">
        <span className="relative z-1">{step ?? <Unknown why="The event named no step" />}</span>
      </Cell>
      <Cell className="pl-3 text-muted-foreground max-lg:hidden">
        <span className="truncate" title={sender?.email ?? undefined}>
          {sender?.email ?? <Unknown why="The event named no sender" />}
        </span>
      </Cell>
      <Cell className="max-md:justify-end max-md:[grid-area:actor]">
        <ActorMark event={event} />
      </Cell>
      <Cell className="justify-end max-md:[grid-area:counted]">
        <CountedMark event={event} />
      </Cell>
    </div>
  )
})

const Cell = ({ className, children }: { className?: string; children: ReactNode }) => (
  <div role="cell" className={cn('flex min-w-0 items-center', className)}>
    {children}
  </div>
)
