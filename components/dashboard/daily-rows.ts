import type { ChartRow } from '@/components/charts/series'
import { ratesOf } from '@/lib/metrics/rates'
import type { Dashboard, DayFigures, FigureName, Figures } from '@/lib/metrics/schemas'
import { formatRange } from '@/lib/ui/date-range'
import { mondayOf } from '@/lib/ui/days'

/** From here on a point is a week: a year of days is a hedge, not a line. */
const WEEKS_FROM = 93

/** Several days as one. */
function totalOf([first, ...others]: readonly DayFigures[]): Figures | null {
  if (!first) return null
  const { day: _, ...total } = first
  for (const other of others)
    for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += other[name]
  return { ...total, ...ratesOf(total) }
}

const figureOf = (days: readonly DayFigures[], name: FigureName): number | null => totalOf(days)?.[name] ?? null

/** Days one by one, or by calendar week in long periods; the period before is cut at the same places. */
function buckets({ timeseries, previous_timeseries: before }: Dashboard) {
  const isWeekly = timeseries.length >= WEEKS_FROM
  const cuts = timeseries.flatMap(({ day }, index) =>
    !isWeekly || index === 0 || mondayOf(day) === day ? [index] : [],
  )
  return cuts.map((from, index) => {
    const to = cuts[index + 1] ?? timeseries.length
    return { days: timeseries.slice(from, to), before: before.slice(from, to) }
  })
}

function bucket(days: readonly DayFigures[], figures: readonly FigureName[]) {
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? '']
  return {
    key: first,
    ...(first !== last && { label: formatRange({ start: first, end: last }) }),
    values: Object.fromEntries(figures.map((name) => [name, figureOf(days, name)])),
  }
}

/** The period as chart rows, each beside the same place of the period before for the figures to compare. */
export const dailyRows = (
  data: Dashboard,
  figures: readonly FigureName[],
  compared: readonly FigureName[] = [],
): ChartRow[] =>
  buckets(data).map(({ days, before }) => ({
    ...bucket(days, figures),
    ...(compared.length > 0 && before.length > 0 && { previous: bucket(before, compared) }),
  }))

/** How wide a point is, where that is not a day. */
export const bucketNote = ({ timeseries }: Dashboard): string | undefined =>
  timeseries.length >= WEEKS_FROM ? 'by week' : undefined

/** A figure's course for a tile. */
export const courseOf = (data: Dashboard, figure: FigureName): (number | null)[] =>
  buckets(data).map(({ days }) => figureOf(days, figure))
