import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { STATUSES } from '@/lib/ui/campaign-status'

/** What of this page lives in its address. */
export const campaignSearchParams = {
  q: parseAsString.withDefault(''),
  status: parseAsArrayOf(parseAsStringLiteral(STATUSES)).withDefault([]),
  /** The sheet of a new campaign is open. */
  new: parseAsBoolean.withDefault(false),
}
