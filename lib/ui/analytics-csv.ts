import type { CostBreakdown } from '@/lib/costs/schemas'
import type { BreakdownRow } from '@/lib/metrics/schemas'
import { purposeLabel } from './cost-text'
import type { CsvTable } from './csv'
import type { DateRange } from './date-range'

/** Micro-dollars as dollars with all six decimals: an exported sum adds up to the last of them. Empty when not known. */
export const dollars = (micros: number | null): string => (micros === null ? '' : (micros / 1_000_000).toFixed(6))

/** The sender table as it is on screen, with the days it is about by the clocks of `zone`. */
export function sendersTable(
  rows: readonly (BreakdownRow & { name: string })[],
  { start, end }: DateRange,
  zone: string,
): CsvTable {
  const hasCosts = rows.some(({ cost_micros }) => cost_micros !== null)
  const cost = ({ cost_micros: micros }: BreakdownRow) => (micros === null ? null : dollars(micros))
  return {
    header: [
      ...['Sender', 'Sends', 'Opens', 'Clicks', 'Replies', 'Bounces', 'Opt-outs'],
      ...[...(hasCosts ? ['Cost (USD)'] : []), `From (${zone})`, `To (${zone})`],
    ],
    rows: rows.map((row) => [
      ...[row.name, row.sends, row.opens, row.clicks, row.replies, row.bounces, row.opt_outs],
      ...[...(hasCosts ? [cost(row)] : []), start, end],
    ]),
  }
}

/** Every day with costs, split by purpose; the purposes of a line sum to its total. */
export function spendTable({ daily }: Pick<CostBreakdown, 'daily'>, zone: string): CsvTable {
  const purposes = [...new Set(daily.flatMap(({ by }) => Object.keys(by)))].sort()
  return {
    header: [`Day (${zone})`, 'Total (USD)', ...purposes.map((purpose) => `${purposeLabel(purpose)} (USD)`)],
    rows: daily.map(({ day, cost_micros, by }) => [
      day,
      dollars(cost_micros),
      ...purposes.map((purpose) => dollars(by[purpose] ?? 0)),
    ]),
  }
}
