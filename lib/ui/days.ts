/** Calendar days, `2026-11-20`: they belong to a zone that is settled elsewhere, so all arithmetic here is on UTC days. */
export type Day = string

const DAY_MS = 86_400_000
const SHAPE = /^\d{4}-\d{2}-\d{2}$/

/** True for a day that exists: 29 February only in leap years. */
export function isDay(text: unknown): text is Day {
  return typeof text === 'string' && SHAPE.test(text) && isoOf(Date.parse(`${text}T00:00:00Z`)) === text
}

/** Today by the clocks of that IANA zone. */
export function todayIn(zone: string, nowMs: number): Day {
  const parts = dayParts(zone).formatToParts(nowMs)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
}

export const addDays = (day: Day, days: number): Day => isoOf(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS)

/** Days from `start` to `end`, both counted. */
export const spanOf = (start: Day, end: Day): number =>
  Math.round((Date.parse(`${end}T00:00:00Z`) - Date.parse(`${start}T00:00:00Z`)) / DAY_MS) + 1

/** The Monday of that day's week. */
export function mondayOf(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((weekday + 6) % 7))
}

export const startOfMonth = (day: Day): Day => `${day.slice(0, 8)}01`

export function startOfQuarter(day: Day): Day {
  const first = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1
  return `${day.slice(0, 5)}${String(first).padStart(2, '0')}-01`
}

/** `20 Nov`. */
export const formatDayShort = (day: Day): string => short.format(Date.parse(`${day}T00:00:00Z`))
/** `Fri 20 Nov 2026`. */
export const formatDayFull = (day: Day): string => full.format(Date.parse(`${day}T00:00:00Z`)).replace(',', '')

const short = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' })
const full = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})

function isoOf(ms: number): Day {
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, 10)
}

const byZone = new Map<string, Intl.DateTimeFormat>()
function dayParts(zone: string): Intl.DateTimeFormat {
  const known = byZone.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  byZone.set(zone, made)
  return made
}
