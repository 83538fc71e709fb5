'use client'

import { Pie, PieChart, type PieSectorShapeProps, Sector } from 'recharts'
import { colorOf } from './series'
import type { DrawnSlice } from './slices'

const SIZE = { width: '100%', height: '100%' }
const EMPTY = [{ value: 1 }]

export function DonutPlot({
  slices,
  selected,
  onSelect,
}: {
  slices: readonly DrawnSlice[]
  selected: string | null
  onSelect?: (key: string) => void
}) {
  const isEmpty = slices.length === 0
  return (
    <PieChart responsive style={SIZE} accessibilityLayer={false}>
      <Pie
        data={isEmpty ? EMPTY : [...slices]}
        dataKey="value"
        innerRadius="74%"
        outerRadius="100%"
        startAngle={90}
        endAngle={-270}
        isAnimationActive={false}
        // Chosen by keyboard in the list beside it: the drawing itself has no name to be focused by.
        rootTabIndex={-1}
        shape={(sector: PieSectorShapeProps) => {
          const slice = slices[sector.index]
          const isFaded = selected !== null && slice?.key !== selected
          const { cx, cy, innerRadius, outerRadius, startAngle, endAngle } = sector
          return (
            <Sector
              {...{ cx, cy, innerRadius, outerRadius, startAngle, endAngle }}
              fill={slice ? colorOf(slice.tone) : 'var(--muted)'}
              stroke="var(--card)"
              strokeWidth={slices.length > 1 ? 2 : 0}
              opacity={isFaded ? 0.3 : 1}
            />
          )
        }}
        {...(onSelect && {
          className: 'cursor-pointer',
          onClick: (_sector, index: number) => {
            const slice = slices[index]
            if (slice && !slice.isOther) onSelect(slice.key)
          },
        })}
      />
    </PieChart>
  )
}
