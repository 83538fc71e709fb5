'use client'

import { CartesianGrid, XAxis, YAxis } from 'recharts'
import { niceTicks } from '@/lib/ui/ticks'
import { bucketShort, type ChartRow, type ChartSeries, topOf } from './series'

const TICK = { fontSize: 11, fill: 'var(--muted-foreground)' }
const WIDTH = 50
/** Up to here every bucket is named where there is room. */
const DENSE = 10

/** At most four hairlines, no verticals, no border. Recharts wants its parts as direct children, hence a function. */
export function axes(
  rows: readonly ChartRow[],
  series: readonly ChartSeries[],
  options: { stacked?: boolean; reach?: number } = {},
) {
  const left = series.filter(({ axis }) => axis !== 'right')
  const right = series.filter(({ axis }) => axis === 'right')
  return [
    <CartesianGrid key="grid" vertical={false} stroke="var(--border)" yAxisId={left.length > 0 ? 'left' : 'right'} />,
    <XAxis
      key="x"
      dataKey="key"
      tickFormatter={bucketShort}
      tick={TICK}
      tickLine={false}
      axisLine={false}
      tickMargin={8}
      minTickGap={rows.length > DENSE ? 28 : 4}
      interval="equidistantPreserveStart"
    />,
    left.length > 0 && yAxis('left', rows, left, options),
    right.length > 0 && yAxis('right', rows, right, {}),
  ]
}

function yAxis(
  side: 'left' | 'right',
  rows: readonly ChartRow[],
  series: readonly ChartSeries[],
  { stacked = false, reach = 0 }: { stacked?: boolean; reach?: number },
) {
  const ticks = niceTicks(Math.max(topOf(rows, series, stacked), reach), series[0]?.unit)
  const format = series[0]?.formatTick ?? series[0]?.format ?? String
  return (
    <YAxis
      key={side}
      yAxisId={side}
      orientation={side}
      width={WIDTH}
      ticks={ticks}
      domain={[0, ticks.at(-1) || 1]}
      tickFormatter={(value: number) => format(value)}
      tick={TICK}
      tickLine={false}
      axisLine={false}
      tickMargin={4}
    />
  )
}
