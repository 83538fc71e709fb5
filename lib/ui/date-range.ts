import { addDays, type Day, formatDayShort, spanOf, startOfMonth, startOfQuarter } from './days'

/** Both ends counted, in the workspace's calendar. */
export type DateRange = { start: Day; end: Day }

export const DEFAULT_DAYS = 30
export const MOST_RANGE_DAYS = 366

const lastDays = (days: number) => (today: Day) => ({ start: addDays(today, 1 - days), end: today })

export const PRESETS = [
  { id: 'today', label: 'Today', range: lastDays(1) },
  { id: '7d', label: 'Last 7 days', range: lastDays(7) },
  { id: '30d', label: 'Last 30 days', range: lastDays(DEFAULT_DAYS) },
  { id: '90d', label: 'Last 90 days', range: lastDays(90) },
  { id: 'month', label: 'This month', range: (today: Day) => ({ start: startOfMonth(today), end: today }) },
  { id: 'quarter', label: 'This quarter', range: (today: Day) => ({ start: startOfQuarter(today), end: today }) },
] as const satisfies readonly { id: string; label: string; range: (today: Day) => DateRange }[]
export type Preset = (typeof PRESETS)[number]

export const defaultRange: (today: Day) => DateRange = lastDays(DEFAULT_DAYS)

const isSame = (a: DateRange, b: DateRange) => a.start === b.start && a.end === b.end

/**
 * What an address asks for, or the last 30 days where it asks for nothing that exists: ends the wrong way round, in the
 * future, or further apart than `mostDays`. One end alone is completed: to today, or by the 30 days before it.
 */
export function resolveRange(
  asked: { start: Day | null; end: Day | null },
  today: Day,
  mostDays = MOST_RANGE_DAYS,
): DateRange {
  const end = asked.end ?? today
  const start = asked.start ?? addDays(end, 1 - DEFAULT_DAYS)
  const days = spanOf(start, end)
  return days < 1 || days > mostDays || end > today ? defaultRange(today) : { start, end }
}

/** What belongs into the address: nothing for the default, which moves on with the days. */
export function rangeParams(range: DateRange, today: Day): { start: Day | null; end: Day | null } {
  return isSame(range, defaultRange(today)) ? { start: null, end: null } : range
}

/** The preset that is this very range today. The first wins: on the first of a month "Today" is also "This month". */
export const presetOf = (range: DateRange, today: Day): Preset | undefined =>
  PRESETS.find((preset) => isSame(preset.range(today), range))

/** `22 Oct – 20 Nov 2026`, `20 Nov 2026`. */
export function formatRange({ start, end }: DateRange): string {
  const year = (day: Day) => day.slice(0, 4)
  if (start === end) return `${formatDayShort(end)} ${year(end)}`
  const first = year(start) === year(end) ? formatDayShort(start) : `${formatDayShort(start)} ${year(start)}`
  return `${first} – ${formatDayShort(end)} ${year(end)}`
}
