import { formatDay } from './time'

const DAY_MS = 86_400_000

export type DayGroup<T> = { label: string; items: T[] }

/** Rows of a newest-first list under the calendar day of `zone` they fall on: Today, Yesterday, 18 Nov 2026. */
export function groupByDay<T>(
  items: readonly T[],
  instantOf: (item: T) => string,
  zone: string,
  nowMs: number,
): DayGroup<T>[] {
  const today = formatDay(new Date(nowMs).toISOString(), zone)
  // Noon of yesterday at the latest: a day of 23 or 25 hours does not skip one.
  const yesterday = previousDay(nowMs, zone, today)
  const groups: DayGroup<T>[] = []
  for (const item of items) {
    const day = formatDay(instantOf(item), zone)
    const label = day === today ? 'Today' : day === yesterday ? 'Yesterday' : day
    const open = groups.at(-1)
    if (open?.label === label) open.items.push(item)
    else groups.push({ label, items: [item] })
  }
  return groups
}

function previousDay(nowMs: number, zone: string, today: string): string {
  for (const back of [DAY_MS / 2, DAY_MS]) {
    const day = formatDay(new Date(nowMs - back).toISOString(), zone)
    if (day !== today) return day
  }
  return formatDay(new Date(nowMs - DAY_MS * 1.5).toISOString(), zone)
}
