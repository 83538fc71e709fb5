'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'
import { ChartFrame } from './chart-frame'
import type { ChartRow, ChartSeries } from './series'

export type BarsProps = {
  /** Names the chart for screen readers and its table. */
  title: string
  /** One row per bar or group: a day (`2026-11-20`) or a name (`Email 1`). */
  rows: readonly ChartRow[]
  series: readonly ChartSeries[]
  /** The last row is still growing. */
  isRunning?: boolean
  /** A limit across the chart, in the unit of the first series. */
  line?: { label: string; value: number }
  /** Called with the row's key when a bar is pressed; the table and other controls must offer the same. */
  onSelect?: (key: string) => void
  syncId?: string
  /** Ends the legend: `by week`. */
  note?: string | undefined
  height?: number
}

const Plot = dynamic(() => import('./bars-plot').then((module) => module.BarsPlot), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
})

export function BarChartFrame({ height = 220, note, ...chart }: BarsProps & { isStacked: boolean }) {
  return (
    <ChartFrame title={chart.title} rows={chart.rows} series={chart.series} height={height} marks="block" note={note}>
      <Plot {...chart} />
    </ChartFrame>
  )
}
