import { formatDayFull, formatDayShort, isDay } from '@/lib/ui/days'

/**
 * What every chart draws. A row is one bucket: a calendar day (`2026-11-20`) or a name (`Email 1`). A null value is a gap.
 * `previous` is the bucket at the same place of the earlier period, drawn dashed grey.
 */
export type ChartRow = {
  key: string
  /** In full, where the key alone does not say it: `16 Nov – 20 Nov 2026`. */
  label?: string
  values: Record<string, number | null>
  /** Values that stand on too little to be drawn; tooltip and table still tell them. */
  thin?: readonly string[]
  previous?: { key: string; label?: string; values: Record<string, number | null> } | undefined
}

export type Tone = 1 | 2 | 3 | 4 | 5 | 6

export type ChartSeries = {
  /** Name of the value in each row. */
  key: string
  label: string
  tone: Tone
  /** In full, for tooltip and table. */
  format: (value: number | null) => string
  /** On the axis, where room is short. */
  formatTick?: (value: number | null) => string
  /** Series of another unit go to the right. */
  axis?: 'left' | 'right'
  shape?: 'line' | 'area'
  /** The smallest step its axis may have: 1 for counts, 0.001 for rates with one decimal. */
  unit?: number
  /** The earlier period is left to tooltip and table: with several lines it would only tangle. */
  hidesPrevious?: boolean
}

export const colorOf = (tone: Tone): string => `var(--chart-${tone})`

/** Lines differ by more than colour. */
export const dashOf = (tone: Tone): string => DASHES[tone]
const DASHES: Record<Tone, string> = {
  1: 'none',
  2: '7 3',
  3: '10 3 2 3',
  4: '2 2',
  5: '14 4',
  6: '5 2 2 2 2 2',
}

export const bucketShort = (key: string): string => (isDay(key) ? formatDayShort(key) : key)
export const bucketFull = ({ key, label }: Pick<ChartRow, 'key' | 'label'>): string =>
  label ?? (isDay(key) ? formatDayFull(key) : key)

/** One flat record per bucket, as the drawing library reads them. */
export type FlatRow = { key: string } & Record<string, number | string | null>
export const previousKey = (key: string): string => `previous:${key}`

export const flatten = (rows: readonly ChartRow[]): FlatRow[] =>
  rows.map(({ key, values, thin, previous }) => ({
    ...values,
    ...Object.fromEntries((thin ?? []).map((name) => [name, null])),
    ...Object.fromEntries(Object.entries(previous?.values ?? {}).map(([name, value]) => [previousKey(name), value])),
    key,
  }))

export const hasPrevious = (rows: readonly ChartRow[], key: string): boolean =>
  rows.some(({ previous }) => previous?.values[key] !== undefined)

export const drawsPrevious = (rows: readonly ChartRow[], { key, hidesPrevious }: ChartSeries): boolean =>
  !hidesPrevious && hasPrevious(rows, key)

/** Buckets without a drawn neighbour: a line has nothing to draw there, so they need a dot. */
export const lonelyBuckets = (rows: readonly ChartRow[], key: string): ReadonlySet<number> => {
  const isDrawn = (row: ChartRow | undefined) => typeof row?.values[key] === 'number' && !row.thin?.includes(key)
  const isLonely = (row: ChartRow, index: number) =>
    isDrawn(row) && !isDrawn(rows[index - 1]) && !isDrawn(rows[index + 1])
  return new Set(rows.flatMap((row, index) => (isLonely(row, index) ? [index] : [])))
}

/** The highest value that a group of series reaches, the earlier period included. */
export function topOf(rows: readonly ChartRow[], series: readonly ChartSeries[], stacked = false): number {
  return rows.reduce((top, { values, thin = [], previous }) => {
    const now = series.map(({ key }) => (thin.includes(key) ? 0 : (values[key] ?? 0)))
    const before = series.map(({ key, hidesPrevious }) => (hidesPrevious ? 0 : (previous?.values[key] ?? 0)))
    const height = stacked ? now.reduce((sum, value) => sum + value, 0) : Math.max(0, ...now)
    return Math.max(top, height, ...before)
  }, 0)
}
