import { bucketShort, type ChartRow, type ChartSeries } from './series'

/** A chart in a sentence, for those who do not see it. */
export function summarise(title: string, rows: readonly ChartRow[], series: readonly ChartSeries[]): string {
  const first = rows[0]
  const last = rows.at(-1)
  if (!first || !last) return `${title}: no data.`
  const parts = series.map(({ key, label, format }) => {
    const known = rows.flatMap((row) => {
      const value = row.values[key]
      return value === null || value === undefined || row.thin?.includes(key) ? [] : [{ key: row.key, value }]
    })
    const top = known.reduce<(typeof known)[number] | null>((a, b) => (a && a.value >= b.value ? a : b), null)
    if (!top) return `${label}: no data`
    const low = Math.min(...known.map(({ value }) => value))
    return `${label}: from ${format(low)} to ${format(top.value)}, highest ${bucketShort(top.key)}`
  })
  return `${title}, ${bucketShort(first.key)} to ${bucketShort(last.key)}. ${parts.join('; ')}.`
}
