import { addDays, todayIn } from './days'
import { formatDay } from './time'

export type DayGroup<T> = { label: string; items: T[] }

/** Rows of a newest-first list under the calendar day of `zone` they fall on: Today, Yesterday, 18 Nov 2026. */
export function groupByDay<T>(
  items: readonly T[],
  instantOf: (item: T) => string,
  zone: string,
  nowMs: number,
): DayGroup<T>[] {
  const today = todayIn(zone, nowMs)
  const yesterday = addDays(today, -1)
  const groups: DayGroup<T>[] = []
  for (const item of items) {
    const at = instantOf(item)
    const day = todayIn(zone, Date.parse(at))
    const label = day === today ? 'Today' : day === yesterday ? 'Yesterday' : formatDay(at, zone)
    const open = groups.at(-1)
    if (open?.label === label) open.items.push(item)
    else groups.push({ label, items: [item] })
  }
  return groups
}
