import { createParser, parseAsStringLiteral } from 'nuqs/server'
import { SENDER_COLUMNS } from '@/lib/ui/sender-sort'

const parseAsName = (most: number) =>
  createParser<string>({
    parse: (text) => (text.length > 0 && text.length <= most && !/\p{Cc}/u.test(text) ? text : null),
    serialize: (name) => name,
  })

/** What of this page lives in its address, besides days and campaign. */
export const analyticsSearchParams = {
  provider: parseAsName(40),
  model: parseAsName(80),
  purpose: parseAsName(60),
  metric: parseAsStringLiteral(['cpl', 'cpm'] as const).withDefault('cpl'),
  sort: parseAsStringLiteral(SENDER_COLUMNS).withDefault('sends'),
  dir: parseAsStringLiteral(['asc', 'desc'] as const).withDefault('desc'),
  view: parseAsStringLiteral(['rows'] as const),
}
