'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'
import { ChartFrame } from './chart-frame'
import type { ChartRow, ChartSeries } from './series'

export type TimeSeriesProps = {
  /** Names the chart for screen readers and its table. */
  title: string
  /** One row per day, oldest first; `previous` in a row draws the earlier period dashed. */
  rows: readonly ChartRow[]
  /** At most six. Series with `axis: 'right'` get the second axis. */
  series: readonly ChartSeries[]
  /** The last day is still growing: it is hatched. */
  isRunning?: boolean
  /** Charts with the same id share the crosshair. */
  syncId?: string
  /** Ends the legend: `by week`. */
  note?: string | undefined
  height?: number
}

const Plot = dynamic(() => import('./time-series-plot').then((module) => module.TimeSeriesPlot), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
})

/**
 * Lines and areas over days. Example: `<TimeSeries title="Sends" rows={[{ key: '2026-11-20', values: { sends: 3 } }]}
 * series={[{ key: 'sends', label: 'Sends', tone: 1, format: formatNumber, shape: 'area', unit: 1 }]} />`
 */
export function TimeSeries({ height = 220, note, ...chart }: TimeSeriesProps) {
  return (
    <ChartFrame title={chart.title} rows={chart.rows} series={chart.series} height={height} note={note}>
      <Plot {...chart} />
    </ChartFrame>
  )
}
