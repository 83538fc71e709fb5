import { cn } from '@/lib/ui/cn'
import { bucketFull, type ChartRow, type ChartSeries, hasPrevious } from './series'

/** The same figures as the chart, to be read or copied. */
export function ChartTable({
  title,
  rows,
  series,
  height,
}: {
  title: string
  rows: readonly ChartRow[]
  series: readonly ChartSeries[]
  height: number
}) {
  const columns = series.flatMap((one) => [
    { ...one, id: one.key, isPrevious: false },
    ...(hasPrevious(rows, one.key) ? [{ ...one, id: `${one.key} before`, isPrevious: true }] : []),
  ])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="overflow-auto rounded-md border" style={{ height }} aria-label={`${title}, table`} tabIndex={0}>
      <table className="w-full border-separate border-spacing-0 text-xs tabular-nums">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            <th scope="col" className={cn(HEAD, 'text-left')}>
              Period
            </th>
            {columns.map(({ id, label, isPrevious }) => (
              <th key={id} scope="col" className={cn(HEAD, 'text-right', isPrevious && 'text-muted-foreground')}>
                {isPrevious ? 'Previous' : label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" className="whitespace-nowrap border-b px-3 py-1.5 text-left font-normal">
                {bucketFull(row)}
              </th>
              {columns.map(({ id, key, format, isPrevious }) => (
                <td key={id} className={cn('border-b px-3 py-1.5 text-right', isPrevious && 'text-muted-foreground')}>
                  {format((isPrevious ? row.previous?.values[key] : row.values[key]) ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const HEAD = 'sticky top-0 whitespace-nowrap border-b bg-card px-3 py-1.5 font-medium'
