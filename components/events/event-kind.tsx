import {
  Flag,
  type LucideIcon,
  MailCheck,
  MailOpen,
  MailX,
  MousePointerClick,
  OctagonX,
  Reply,
  Send,
  UserMinus,
} from 'lucide-react'
import type { EventType, MailEvent } from '@/lib/events/schemas'
import { cn } from '@/lib/ui/cn'
import { EVENT_LABELS, eventDetail, isBad } from '@/lib/ui/event-text'

const ICONS: Record<EventType, LucideIcon> = {
  sent: Send,
  delivered: MailCheck,
  opened: MailOpen,
  clicked: MousePointerClick,
  replied: Reply,
  bounced: MailX,
  opted_out: UserMinus,
  complained: Flag,
  failed: OctagonX,
}

export function EventIcon({ type, className }: { type: EventType; className?: string }) {
  const Icon = ICONS[type]
  const tone = isBad(type) ? 'text-destructive' : type === 'replied' ? 'text-success' : 'text-muted-foreground'
  return <Icon className={cn('size-4 shrink-0 stroke-[1.5]', tone, className)} aria-hidden />
}

/** What happened: icon, word, and what narrows it down. */
export function EventKind({ event }: { event: MailEvent }) {
  const detail = eventDetail(event)
  return (
    <span className="flex min-w-0 items-center gap-2">
      <EventIcon type={event.event_type} />
      <span className="truncate">
        <span className="font-medium">{EVENT_LABELS[event.event_type]}</span>
        {detail && <span className="text-muted-foreground"> {detail}</span>}
      </span>
    </span>
  )
}
