import type { CostBreakdown } from '@/lib/costs/schemas'
import { type DateRange, formatRange } from './date-range'
import { addDays, type Day, mondayOf, spanOf } from './days'

/** Longer than a quarter, bars are calendar weeks, as everywhere: 366 of them would be hairlines. */
const MOST_DAILY_BARS = 92
const MOST_PARTS = 6
const REST = 'rest'

export type SpendRow = { key: Day; label?: string; values: Record<string, number> }
export type SpendRows = {
  rows: SpendRow[]
  /** Purposes, dearest first; what is beyond six is the part `rest`. */
  parts: string[]
  isWeekly: boolean
}
export const isRest = (part: string): boolean => part === REST

/**
 * Daily spend as bars of purposes: every day of the range has one, also those without costs. The sum over all bars and
 * parts is the sum of `daily`, to the micro-dollar.
 */
export function spendRows(daily: CostBreakdown['daily'], { start, end }: DateRange): SpendRows {
  const totals = new Map<string, number>()
  for (const { by } of daily)
    for (const [key, micros] of Object.entries(by)) totals.set(key, (totals.get(key) ?? 0) + micros)
  const keys = [...totals]
    .filter(([, micros]) => micros > 0)
    .sort((a, b) => b[1] - a[1])
    .map(([key]) => key)
  const own = keys.length > MOST_PARTS ? keys.slice(0, MOST_PARTS - 1) : keys
  const parts = keys.length > MOST_PARTS ? [...own, REST] : own

  const isWeekly = spanOf(start, end) > MOST_DAILY_BARS
  const first = isWeekly ? mondayOf(start) : start
  const indexOf = (day: Day) => Math.floor((spanOf(first, day) - 1) / (isWeekly ? 7 : 1))
  const rows: SpendRow[] = Array.from({ length: indexOf(end) + 1 }, (_, index) => {
    const key = index === 0 ? start : addDays(first, index * (isWeekly ? 7 : 1))
    return {
      key,
      ...(isWeekly && { label: formatRange(daysOfBar(key, { isWeekly }, { start, end })) }),
      values: Object.fromEntries(parts.map((part) => [part, 0])),
    }
  })
  for (const { day, by } of daily) {
    const row = rows[indexOf(day)]
    if (!row) continue
    for (const [key, micros] of Object.entries(by)) {
      const part = own.includes(key) ? key : REST
      if (part in row.values) row.values[part] = (row.values[part] ?? 0) + micros
    }
  }
  return { rows, parts, isWeekly }
}

/** The days a bar stands for. */
export function daysOfBar(key: Day, { isWeekly }: Pick<SpendRows, 'isWeekly'>, range: DateRange): DateRange {
  const last = isWeekly ? addDays(mondayOf(key), 6) : key
  return { start: key, end: spanOf(last, range.end) > 0 ? last : range.end }
}
