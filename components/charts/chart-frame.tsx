'use client'

import { ChartLine, Table2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { Tooltip } from '@/components/ui/tooltip'
import { ChartLegend } from './chart-legend'
import { ChartTable } from './chart-table'
import { InView } from './in-view'
import type { ChartRow, ChartSeries } from './series'
import { summarise } from './summary'

/**
 * What surrounds every chart: the legend, "View as table", and for screen readers one sentence in place of the drawing.
 * The drawing's room is taken from the first paint on, so nothing moves when its code arrives.
 */
export function ChartFrame({
  title,
  rows,
  series,
  height,
  marks = 'line',
  note,
  children,
}: {
  title: string
  rows: readonly ChartRow[]
  series: readonly ChartSeries[]
  height: number
  marks?: 'line' | 'block'
  note?: string | undefined
  children: ReactNode
}) {
  const [isTable, setTable] = useState(false)
  const Icon = isTable ? ChartLine : Table2
  const label = isTable ? 'View as chart' : 'View as table'
  return (
    <div className="min-w-0" data-chart={title}>
      <div className="mb-2 flex min-h-7 items-start justify-between gap-2">
        <ChartLegend rows={rows} series={series} marks={marks} note={note} />
        <Tooltip content={label}>
          <button
            type="button"
            aria-label={`${label}: ${title}`}
            aria-pressed={isTable}
            onClick={() => setTable(!isTable)}
            className="touch-target flex size-7 shrink-0 items-center justify-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground"
          >
            <Icon className="size-4 stroke-[1.5]" aria-hidden />
          </button>
        </Tooltip>
      </div>
      {isTable ? (
        <ChartTable title={title} rows={rows} series={series} height={height} />
      ) : (
        <div role="img" aria-label={summarise(title, rows, series)} style={{ height }}>
          <InView fallback={<Skeleton className="size-full" />}>{children}</InView>
        </div>
      )}
    </div>
  )
}
