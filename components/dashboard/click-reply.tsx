'use client'

import { useMemo } from 'react'
import type { ChartSeries } from '@/components/charts/series'
import { TimeSeries } from '@/components/charts/time-series'
import type { FigureName } from '@/lib/metrics/schemas'
import { formatRate } from '@/lib/ui/numbers'
import { bucketNote, dailyRows } from './daily-rows'
import { NoEvents } from './no-events'
import { DAYS, type WidgetProps } from './widget-props'

const FIGURES: FigureName[] = ['click_rate', 'reply_rate']
const SERIES: ChartSeries[] = [
  { key: 'click_rate', label: 'Click rate', tone: 1, unit: 0.001, format: formatRate, hidesPrevious: true },
  { key: 'reply_rate', label: 'Reply rate', tone: 2, unit: 0.001, format: formatRate, hidesPrevious: true },
]

export function ClickReply({ data }: WidgetProps) {
  const rows = useMemo(() => dailyRows(data, FIGURES, FIGURES), [data])
  if (data.summary.sends === 0 && data.previous.sends === 0) {
    return <NoEvents what="clicks or replies">Rates need sends: clicks and replies are counted against them.</NoEvents>
  }
  return (
    <div className="px-4 pb-4">
      <TimeSeries
        title="Click rate and reply rate"
        rows={rows}
        series={SERIES}
        isRunning={data.range.running}
        syncId={DAYS}
        note={bucketNote(data, rows)}
      />
    </div>
  )
}
