'use client'

import { SeriesMark } from './chart-legend'
import { bucketFull, bucketShort, type ChartRow, type ChartSeries } from './series'

/** What the crosshair reads: every series at one place, beside the earlier period. */
export function ChartTooltip({
  row,
  series,
  marks,
  isRunning,
  hasTotal = false,
}: {
  row: ChartRow | undefined
  series: readonly ChartSeries[]
  marks: 'line' | 'block'
  isRunning: boolean
  /** The series are parts of one whole. */
  hasTotal?: boolean
}) {
  if (!row) return null
  const { previous } = row
  return (
    <div className="min-w-44 rounded-md border bg-popover px-2.5 py-2 text-popover-foreground text-xs shadow-float">
      <p className="font-medium">
        {bucketFull(row)}
        {isRunning && <span className="font-normal text-muted-foreground"> so far</span>}
      </p>
      <table className="mt-1 w-full tabular-nums">
        {previous && (
          <thead>
            <tr className="text-2xs text-muted-foreground">
              <td colSpan={3} />
              <th scope="col" className="pl-3 text-right font-normal">
                {previous.label ?? bucketShort(previous.key)}
              </th>
            </tr>
          </thead>
        )}
        <tbody>
          {series.map((one) => (
            <tr key={one.key}>
              <td className="w-5 align-middle">
                <SeriesMark series={one} marks={marks} />
              </td>
              <td className="py-px pr-4 text-muted-foreground">{one.label}</td>
              <td className="py-px text-right">{one.format(row.values[one.key] ?? null)}</td>
              {previous && (
                <td className="py-px pl-3 text-right text-muted-foreground">
                  {previous.values[one.key] === undefined ? '' : one.format(previous.values[one.key] ?? null)}
                </td>
              )}
            </tr>
          ))}
          {hasTotal && series.length > 1 && (
            <tr className="font-medium [&>td]:border-t [&>td]:pt-1">
              <td />
              <td className="pr-4">Total</td>
              <td className="text-right">
                {series[0]?.format(series.reduce((sum, { key }) => sum + (row.values[key] ?? 0), 0))}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}
