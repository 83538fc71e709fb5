'use client'

import { useMemo } from 'react'
import type { ChartSeries } from '@/components/charts/series'
import { TimeSeries } from '@/components/charts/time-series'
import { formatCompact, formatNumber, formatRate } from '@/lib/ui/numbers'
import { bucketNote, dailyRows } from './daily-rows'
import { NoEvents } from './no-events'
import { DAYS, type WidgetProps } from './widget-props'

const SERIES: ChartSeries[] = [
  {
    ...{ key: 'sends', label: 'Sends', tone: 1, shape: 'area', unit: 1 },
    ...{ format: formatNumber, formatTick: formatCompact },
  },
  { key: 'opt_out_rate', label: 'Opt-out rate', tone: 3, axis: 'right', unit: 0.001, format: formatRate },
]

export function SendsOptout({ data }: WidgetProps) {
  // Nothing sent before is no period to compare with: a line of zeros would say there was one.
  const rows = useMemo(
    () => dailyRows(data, ['sends', 'opt_out_rate'], data.previous.sends > 0 ? ['sends'] : []),
    [data],
  )
  if (data.summary.sends === 0 && data.previous.sends === 0) {
    return <NoEvents what="sends">Each mail your workflows report as sent counts here on its day.</NoEvents>
  }
  return (
    <div className="px-4 pb-4">
      <TimeSeries
        title="Sends and opt-out rate"
        rows={rows}
        series={SERIES}
        isRunning={data.range.running}
        syncId={DAYS}
        note={bucketNote(data, rows)}
      />
    </div>
  )
}
