const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Milliseconds from `iso` to `nowMs`, never negative: an instant ahead of our clock is "now". */
export function ageMs(iso: string, nowMs: number): number {
  return Math.max(0, nowMs - Date.parse(iso))
}

/** A length of time in its largest whole unit: `8 s`, `6 min`, `3 h`, `12 d`. */
export function formatAge(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`
  return `${Math.floor(ms / DAY)} d`
}

/** `just now` below 5 s, else `6 min ago`. */
export function formatAgo(ms: number): string {
  return ms < 5 * SECOND ? 'just now' : `${formatAge(ms)} ago`
}

/** A run's length: `840 ms`, `1.2 s`, `3 min 20 s`. */
export function formatDuration(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`
  if (ms < MINUTE) return `${(ms / SECOND).toFixed(1)} s`
  const minutes = Math.floor(ms / MINUTE)
  return `${minutes} min ${Math.floor((ms % MINUTE) / SECOND)} s`
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string, shape: 'clock' | 'full' | 'day'): Intl.DateTimeFormat {
  const key = `${zone} ${shape}`
  const known = formatters.get(key)
  if (known) return known
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const
  const parts = { clock, day, full: { ...day, ...clock } }[shape]
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...parts })
  formatters.set(key, made)
  return made
}

/** `14:03:07` in that IANA zone. */
export const formatClock = (iso: string, zone: string): string => formatter(zone, 'clock').format(new Date(iso))

/** `20 Nov 2026` in that IANA zone. */
export const formatDay = (iso: string, zone: string): string => formatter(zone, 'day').format(new Date(iso))

/** `20 Nov 2026, 14:03:07` in that IANA zone. */
export const formatInstant = (iso: string, zone: string): string => formatter(zone, 'full').format(new Date(iso))

/** Groups thousands: `1,240`. */
export const formatCount = (count: number): string => count.toLocaleString('en-US')

/** `1 campaign`, `12 campaigns`. */
export const plural = (count: number, noun: string): string => `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
