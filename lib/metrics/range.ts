import { TZDate } from '@date-fns/tz'
import { AppError } from '@/lib/api/errors'
import { MOST_DAYS, type Range } from './schemas'

/** `until`: how far into its last day the previous period reaches, while the range's own last day is still growing. */
export type ResolvedRange = Range & { cut: { day: string; from: Date; until: Date } | null }

const DEFAULT_DAYS = 30
const DAY_MS = 86_400_000

/** Days are calendar days: their arithmetic knows no zone. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

export const daysBetween = (start: string, end: string): number =>
  Math.round((Date.parse(end) - Date.parse(start)) / DAY_MS) + 1

export const everyDay = (start: string, end: string): string[] =>
  Array.from({ length: daysBetween(start, end) }, (_, index) => addDays(start, index))

/** Today by the clocks of that zone. */
export function todayIn(zone: string, now: Date): string {
  const local = new TZDate(now, zone)
  return new Date(Date.UTC(local.getFullYear(), local.getMonth(), local.getDate())).toISOString().slice(0, 10)
}

/** The instant at which the clocks of that zone show this day and time; of a skipped hour the one after it. */
export function instantOf(day: string, zone: string, hours = 0, minutes = 0): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(new TZDate(year, month - 1, date, hours, minutes, zone).getTime())
}

/**
 * The range in the workspace's calendar: the last 30 days unless asked otherwise, and as many days just before to compare
 * with, up to the same time of day when the range ends today (spec 05 §16). Throws INVALID_DATE_RANGE.
 */
export function resolveRange(
  asked: { start?: string | undefined; end?: string | undefined },
  zone: string,
  { now = new Date(), mostDays = MOST_DAYS }: { now?: Date; mostDays?: number } = {},
): ResolvedRange {
  const today = todayIn(zone, now)
  const end = asked.end ?? today
  const start = asked.start ?? addDays(end, 1 - DEFAULT_DAYS)
  const days = daysBetween(start, end)
  if (days < 1 || days > mostDays) throw new AppError('INVALID_DATE_RANGE', undefined, { details: { most: mostDays } })
  const previous = { start: addDays(start, -days), end: addDays(start, -1) }
  const clock = new TZDate(now, zone)
  const until = () => instantOf(previous.end, zone, clock.getHours(), clock.getMinutes())
  const cut = end === today ? { day: previous.end, from: instantOf(previous.end, zone), until: until() } : null
  return { start, end, days, timezone: zone, previous, running: start <= today && today <= end, cut }
}

export const publicRange = ({ cut: _cut, ...range }: ResolvedRange): Range => range
