import { type ChartRow, type ChartSeries, colorOf, dashOf, drawsPrevious } from './series'

const QUIET = 'Rates that stand on very few mails are not drawn. The table has them all.'

export function ChartLegend({
  rows,
  series,
  marks,
  note,
}: {
  rows: readonly ChartRow[]
  series: readonly ChartSeries[]
  marks: 'line' | 'block'
  note: string | undefined
}) {
  const isCompared = marks === 'line' && series.some((one) => drawsPrevious(rows, one))
  return (
    <ul className="flex min-w-0 flex-wrap gap-x-4 gap-y-1 pt-1.5 text-muted-foreground text-xs">
      {series.map((one) => (
        <li key={one.key} className="flex items-center gap-1.5">
          <SeriesMark series={one} marks={marks} />
          {one.label}
        </li>
      ))}
      {isCompared && (
        <li className="flex items-center gap-1.5">
          <Stroke color="var(--chart-6)" dash="3 3" width={1.25} />
          Previous period
        </li>
      )}
      {note && (
        <li title={rows.some(({ thin }) => thin) ? QUIET : undefined} className="max-w-full truncate">
          {note}
        </li>
      )}
    </ul>
  )
}

/** The sign of one series, as the chart draws it. */
export function SeriesMark({ series, marks }: { series: ChartSeries; marks: 'line' | 'block' }) {
  if (marks === 'line') return <Stroke color={colorOf(series.tone)} dash={dashOf(series.tone)} width={2} />
  return (
    <span
      className="inline-block size-2 shrink-0 rounded-[2px]"
      style={{ background: colorOf(series.tone) }}
      aria-hidden
    />
  )
}

function Stroke({ color, dash, width }: { color: string; dash: string | undefined; width: number }) {
  return (
    <svg width="16" height="4" className="shrink-0" aria-hidden="true">
      <line x1="0" x2="16" y1="2" y2="2" stroke={color} strokeWidth={width} strokeDasharray={dash} />
    </svg>
  )
}
