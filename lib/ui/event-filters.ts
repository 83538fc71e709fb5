import type { EventsQuery } from '@/lib/events/schemas'
import type { DateRange } from './date-range'
import { addDays, spanOf } from './days'

/** Rows are listed for at most so many days. */
export const MOST_ROW_DAYS = 90

type Asked = {
  event_type: EventsQuery['event_type'] | null
  contact: string | null
  sender: string | null
  step: number | null
  actor_class: EventsQuery['actor_class'] | null
}

/** The same range when rows can be listed for it, else its last days. */
export function rowRange(range: DateRange): DateRange {
  if (spanOf(range.start, range.end) <= MOST_ROW_DAYS) return range
  return { start: addDays(range.end, 1 - MOST_ROW_DAYS), end: range.end }
}

/** What an address asks for, as the API takes it. */
export const eventFilters = (range: DateRange, campaign: string | null, asked: Asked) => ({
  ...range,
  ...(campaign && { campaign_id: campaign }),
  ...(asked.event_type && { event_type: asked.event_type }),
  ...(asked.contact && { contact_id: asked.contact }),
  ...(asked.sender && { sender_id: asked.sender }),
  ...(asked.step && { step: asked.step }),
  ...(asked.actor_class && { actor_class: asked.actor_class }),
})
