'use client'

import { useId, useMemo } from 'react'
import { Area, ComposedChart, type DotItemDotProps, Line, ReferenceArea, Tooltip } from 'recharts'
import { axes } from './axes'
import { ChartTooltip } from './chart-tooltip'
import { Hatch } from './hatch'
import {
  type ChartRow,
  type ChartSeries,
  colorOf,
  dashOf,
  drawsPrevious,
  flatten,
  lonelyBuckets,
  previousKey,
} from './series'
import type { TimeSeriesProps } from './time-series'
import { useCrosshair } from './use-crosshair'

const MARGIN = { top: 6, right: 4, bottom: 0, left: 0 }
const SIZE = { width: '100%', height: '100%' }

export function TimeSeriesPlot({ rows, series, isRunning = false, syncId }: Omit<TimeSeriesProps, 'height' | 'note'>) {
  const hatch = `hatch-${useId().replace(/\W/g, '')}`
  const data = useMemo(() => flatten(rows), [rows])
  const { rowAt, pointer } = useCrosshair(rows)
  const last = rows.at(-1)?.key
  const beforeLast = rows.at(-2)?.key
  const side = series.some(({ axis }) => axis !== 'right') ? 'left' : 'right'
  return (
    <div className="size-full" {...pointer}>
      <ComposedChart
        responsive
        style={SIZE}
        data={data}
        margin={MARGIN}
        accessibilityLayer={false}
        {...(syncId && { syncId, syncMethod: 'value' as const })}
      >
        <defs>
          <Hatch id={hatch} color="var(--chart-6)" />
        </defs>
        {axes(rows, series)}
        {isRunning && last && beforeLast && (
          <ReferenceArea yAxisId={side} x1={beforeLast} x2={last} fill={`url(#${hatch})`} fillOpacity={0.35} />
        )}
        {series.filter((one) => drawsPrevious(rows, one)).map((one) => earlier(one, rows.length === 1))}
        {series.map((one) => current(one, rows))}
        <Tooltip
          cursor={{ stroke: 'var(--control)', strokeWidth: 1 }}
          isAnimationActive={false}
          content={({ active, label }) => (
            <ChartTooltip
              row={active ? rowAt(label) : undefined}
              series={series}
              marks="line"
              isRunning={isRunning && label === last}
            />
          )}
        />
      </ComposedChart>
    </div>
  )
}

const NONE: ReadonlySet<number> = new Set()

const earlier = ({ key, axis = 'left' }: ChartSeries, isAlone: boolean) => (
  <Line
    key={`${key} before`}
    yAxisId={axis}
    dataKey={previousKey(key)}
    type="monotone"
    stroke="var(--chart-6)"
    strokeWidth={1.25}
    strokeDasharray="3 3"
    dot={isAlone ? { r: 2.5, fill: 'var(--chart-6)', strokeWidth: 0 } : false}
    activeDot={false}
    isAnimationActive={false}
  />
)

/** Over buckets that are left out the line goes on; at other gaps it ends, and a bucket alone between two gets a dot. */
function current({ key, axis = 'left', tone, shape }: ChartSeries, rows: readonly ChartRow[]) {
  const color = colorOf(tone)
  const isBridged = rows.some(({ thin }) => thin?.includes(key))
  const lonely = isBridged ? NONE : lonelyBuckets(rows, key)
  const look = {
    yAxisId: axis,
    dataKey: key,
    type: 'monotone',
    connectNulls: isBridged,
    stroke: color,
    strokeWidth: 1.75,
    dot:
      lonely.size > 0 &&
      (({ index, cx, cy }: DotItemDotProps) => (
        <circle key={index} cx={cx} cy={cy} r={lonely.has(index) ? 3 : 0} fill={color} />
      )),
    activeDot: { r: 3.5, fill: color, stroke: 'var(--card)', strokeWidth: 2 },
    isAnimationActive: false,
  } as const
  if (shape === 'area') return <Area key={key} {...look} fill={color} fillOpacity={0.1} />
  return <Line key={key} {...look} strokeDasharray={dashOf(tone)} />
}
