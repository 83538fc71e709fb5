import type { MailEvent } from '@/lib/events/schemas'
import type { CsvTable } from './csv'
import { ACTOR_LABELS, EVENT_LABELS, eventDetail, hasActor } from './event-text'

/** The events as a table; times by the workspace's clocks, which the header names, and in UTC. */
export function eventsTable(events: readonly MailEvent[], zone: string): CsvTable {
  // Swedish writes dates as ISO does, so that they sort.
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  return {
    header: [
      ...[`Time (${zone})`, 'Time (UTC)', `Day (${zone})`, 'Event', 'Detail', 'Contact', 'Name', 'Campaign', 'Step'],
      ...['Sender', 'By', 'Reason', 'Counted', 'Subject', 'Provider', 'Message id', 'Event id'],
    ],
    rows: events.map((event) => [
      ...[local.format(new Date(event.occurred_at)), event.occurred_at, event.day],
      ...[EVENT_LABELS[event.event_type], eventDetail(event)],
      ...[event.contact?.email ?? null, event.contact?.name ?? null, event.campaign?.name ?? null, event.step],
      ...[event.sender?.email ?? null, hasActor(event) ? ACTOR_LABELS[event.actor_class] : null, event.class_reason],
      ...[event.is_first ? 'yes' : 'no', event.subject, event.provider, event.message_id, event.id],
    ]),
  }
}
