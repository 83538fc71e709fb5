'use client'

import { useMemo } from 'react'
import { DailyBars } from '@/components/charts/daily-bars'
import type { ChartRow, ChartSeries } from '@/components/charts/series'
import { formatCompact, formatNumber, formatRate } from '@/lib/ui/numbers'
import { bucketNote, dailyRows } from './daily-rows'
import { NoEvents } from './no-events'
import { DAYS, type WidgetProps } from './widget-props'

const counted = { format: formatNumber, formatTick: formatCompact, unit: 1 }
const STEPS: ChartSeries[] = [
  { key: 'sends', label: 'Sends', tone: 1, ...counted },
  { key: 'click_rate', label: 'Click rate', tone: 2, axis: 'right', unit: 0.001, format: formatRate },
  { key: 'reply_rate', label: 'Reply rate', tone: 3, axis: 'right', unit: 0.001, format: formatRate },
]
const DAILY: ChartSeries[] = [{ key: 'sends', label: 'Sends', tone: 1, ...counted }]

export function StepBreakdown({ data }: WidgetProps) {
  const steps = useMemo(
    () =>
      data.steps.map(
        ({ step, sends, click_rate, reply_rate }): ChartRow => ({
          key: step === 0 ? 'No step' : `Email ${step}`,
          values: { sends, click_rate, reply_rate },
        }),
      ),
    [data.steps],
  )
  const days = useMemo(() => dailyRows(data, ['sends']), [data])
  if (steps.length === 0) {
    return <NoEvents what="steps">Events that name their step show how far each mail of a sequence gets.</NoEvents>
  }
  return (
    <div className="grid gap-6 px-4 pb-4 md:grid-cols-2">
      <DailyBars title="Sends, click rate and reply rate by step" rows={steps} series={STEPS} />
      <DailyBars
        title="Sends over time"
        rows={days}
        series={DAILY}
        isRunning={data.range.running}
        syncId={DAYS}
        note={bucketNote(data, days)}
      />
    </div>
  )
}
