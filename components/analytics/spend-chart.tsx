'use client'

import { useMemo } from 'react'
import type { ChartSeries, Tone } from '@/components/charts/series'
import { StackedBars } from '@/components/charts/stacked-bars'
import type { CostBreakdown } from '@/lib/costs/schemas'
import { formatMoneyTick, purposeLabel } from '@/lib/ui/cost-text'
import type { DateRange } from '@/lib/ui/date-range'
import { formatMoney } from '@/lib/ui/numbers'
import { daysOfBar, isRest, spendRows } from '@/lib/ui/spend-rows'

const TONES: readonly Tone[] = [1, 2, 3, 4, 5, 6]
const BUDGET_DAYS = 30

/** What each day cost and for what; pressing a bar narrows the page to its days. */
export function SpendChart({
  spend,
  range,
  isRunning,
  budgetMicros,
  onRange,
}: {
  spend: CostBreakdown
  range: DateRange
  isRunning: boolean
  /** Of a month; null when there is none. */
  budgetMicros: number | null
  onRange: (range: DateRange) => void
}) {
  const bars = useMemo(() => spendRows(spend.daily, range), [spend.daily, range])
  const series = useMemo(
    () =>
      bars.parts.map<ChartSeries>((part, index) => ({
        key: part,
        label: isRest(part) ? 'Other' : purposeLabel(part),
        tone: TONES[index] ?? 6,
        format: formatMoney,
        formatTick: formatMoneyTick,
      })),
    [bars.parts],
  )
  const perBar = budgetMicros === null ? null : (budgetMicros / BUDGET_DAYS) * (bars.isWeekly ? 7 : 1)
  return (
    <StackedBars
      title={bars.isWeekly ? 'Spend per week' : 'Spend per day'}
      rows={bars.rows}
      series={series}
      isRunning={isRunning}
      height={240}
      onSelect={(key) => onRange(daysOfBar(key, bars, range))}
      {...(perBar !== null && { line: { label: bars.isWeekly ? 'Budget per week' : 'Budget per day', value: perBar } })}
    />
  )
}
