import type { EventType, MailEvent } from '@/lib/events/schemas'

/** How events read. Pure text: icons and colours belong to the components. */
export const EVENT_LABELS: Record<EventType, string> = {
  sent: 'Sent',
  delivered: 'Delivered',
  opened: 'Opened',
  clicked: 'Clicked',
  replied: 'Replied',
  bounced: 'Bounced',
  opted_out: 'Opted out',
  complained: 'Complained',
  failed: 'Failed',
}

const isEventType = (key: string): key is EventType => key in EVENT_LABELS
/** As in the API's schema, whose own list would bring the validator into the browser. */
export const EVENT_TYPES: EventType[] = Object.keys(EVENT_LABELS).filter(isEventType)

export const ACTOR_LABELS: Record<MailEvent['actor_class'], string> = {
  human: 'Human',
  machine: 'Machine',
  unknown: 'Unknown',
}

/** What narrows the event down: how a mail bounced, what a reply says. */
export function eventDetail({ bounce_type: bounce, reply_class: reply }: MailEvent): string | null {
  if (bounce) return bounce
  return reply?.replaceAll('_', ' ') ?? null
}

/** Mail is sent, delivered, bounced by servers: whether a person or a machine did it is a question of the other events. */
export const hasActor = ({ event_type: type, actor_class: actor }: MailEvent): boolean =>
  actor === 'machine' || !['sent', 'delivered', 'bounced', 'failed'].includes(type)

/** Who did it, as far as we know, and how we know. */
export function actorReason({ actor_class: actor, class_reason: reason }: MailEvent): string {
  if (actor === 'machine') return `A machine did this${reason ? `: ${reason}` : ''}.`
  if (actor === 'unknown') return `It is not known who did this${reason ? `: ${reason}` : ''}.`
  return reason ? `A person: ${reason}.` : 'A person did this.'
}

/** Why an event is in the figures, or is not. */
export function countedReason(event: MailEvent): string {
  if (event.is_first) return 'Counted in the figures.'
  if (event.actor_class === 'machine') return 'Not counted: machines are left out of the figures.'
  if (event.actor_class === 'unknown') return 'Not counted: it is not known to be a person.'
  return 'Not counted: an earlier event of the same mail already is.'
}

export const isBad = (type: EventType): boolean => type === 'bounced' || type === 'complained' || type === 'failed'
