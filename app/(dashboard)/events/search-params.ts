import { createParser, parseAsStringLiteral } from 'nuqs/server'
import { EVENT_TYPES } from '@/lib/ui/event-text'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const parseAsId = createParser<string>({ parse: (text) => (UUID.test(text) ? text : null), serialize: (id) => id })
const parseAsStep = createParser<number>({
  parse: (text) => (/^([1-9]|1\d|20)$/.test(text) ? Number(text) : null),
  serialize: String,
})

/** What of this page lives in its address, besides days and campaign. */
export const eventSearchParams = {
  event_type: parseAsStringLiteral(EVENT_TYPES),
  contact: parseAsId,
  sender: parseAsId,
  step: parseAsStep,
  actor_class: parseAsStringLiteral(['human', 'machine', 'unknown'] as const),
}
