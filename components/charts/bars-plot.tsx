'use client'

import { useId, useMemo } from 'react'
import { Bar, BarChart, type BarShapeProps, BarStack, Rectangle, ReferenceLine, Tooltip } from 'recharts'
import { axes } from './axes'
import type { BarsProps } from './bar-chart-frame'
import { ChartTooltip } from './chart-tooltip'
import { Hatch } from './hatch'
import { colorOf, flatten } from './series'
import { useCrosshair } from './use-crosshair'

const MARGIN = { top: 6, right: 4, bottom: 0, left: 0 }
const SIZE = { width: '100%', height: '100%' }
const ROUNDED: [number, number, number, number] = [3, 3, 0, 0]
const WIDEST = 28

type PlotProps = Omit<BarsProps, 'height' | 'note'> & { isStacked: boolean }

export function BarsPlot({ rows, series, isRunning = false, isStacked, line, onSelect, syncId }: PlotProps) {
  const hatch = `hatch-${useId().replace(/\W/g, '')}`
  const data = useMemo(() => flatten(rows), [rows])
  const { rowAt, pointer } = useCrosshair(rows)
  const lastIndex = rows.length - 1
  const bars = series.map(({ key, axis = 'left', tone }) => (
    <Bar
      key={key}
      yAxisId={axis}
      dataKey={key}
      fill={colorOf(tone)}
      maxBarSize={WIDEST}
      isAnimationActive={false}
      shape={(bar: BarShapeProps) => (
        <Rectangle
          {...bar}
          {...(!isStacked && { radius: ROUNDED })}
          {...(isRunning && bar.index === lastIndex && { fill: `url(#${hatch}-${tone})` })}
        />
      )}
      {...(onSelect && {
        className: 'cursor-pointer',
        onClick: (_bar, index: number) => onSelect(rows[index]?.key ?? ''),
      })}
    />
  ))
  return (
    <div className="size-full" {...pointer}>
      <BarChart
        responsive
        style={SIZE}
        data={data}
        margin={MARGIN}
        barGap={2}
        barCategoryGap="20%"
        accessibilityLayer={false}
        {...(syncId && { syncId, syncMethod: 'value' as const })}
      >
        <defs>
          {series.map(({ key, tone }) => (
            <Hatch key={key} id={`${hatch}-${tone}`} color={colorOf(tone)} />
          ))}
        </defs>
        {axes(rows, series, { stacked: isStacked, reach: line?.value ?? 0 })}
        {isStacked ? <BarStack radius={ROUNDED}>{bars}</BarStack> : bars}
        {line && (
          <ReferenceLine
            yAxisId="left"
            y={line.value}
            stroke="var(--destructive)"
            strokeDasharray="4 3"
            label={{ value: line.label, position: 'insideTopRight', fontSize: 11, fill: 'var(--muted-foreground)' }}
          />
        )}
        <Tooltip
          cursor={{ fill: 'var(--accent)', fillOpacity: 0.6 }}
          isAnimationActive={false}
          content={({ active, label }) => (
            <ChartTooltip
              row={active ? rowAt(label) : undefined}
              series={series}
              marks="block"
              hasTotal={isStacked}
              isRunning={isRunning && label === rows[lastIndex]?.key}
            />
          )}
        />
      </BarChart>
    </div>
  )
}
