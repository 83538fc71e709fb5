'use client'

import { useMemo } from 'react'
import { Area, AreaChart, YAxis } from 'recharts'
import { colorOf } from './series'
import type { SparklineProps } from './sparkline'

const MARGIN = { top: 2, right: 0, bottom: 1, left: 0 }
const SIZE = { width: '100%', height: '100%' }

export function SparklinePlot({ values, tone = 1 }: Pick<SparklineProps, 'values' | 'tone'>) {
  const data = useMemo(() => values.map((value, index) => ({ index, value })), [values])
  const color = colorOf(tone)
  return (
    <AreaChart responsive style={SIZE} data={data} margin={MARGIN} accessibilityLayer={false}>
      <YAxis hide domain={[0, (top: number) => top || 1]} />
      <Area
        dataKey="value"
        type="monotone"
        connectNulls
        stroke={color}
        strokeWidth={1.5}
        fill={color}
        fillOpacity={0.08}
        dot={false}
        activeDot={false}
        isAnimationActive={false}
      />
    </AreaChart>
  )
}
