import type { ChartRow } from '@/components/charts/series'
import type { Dashboard, DayFigures, FigureName } from '@/lib/metrics/schemas'
import { formatRange } from '@/lib/ui/date-range'
import { mondayOf } from '@/lib/ui/days'

/** From here on a point is a week: a year of days is a hedge, not a line. */
const WEEKS_FROM = 93

/** What a rate is made of (spec 05 §16): a week's rate comes from its sums, never from the rates of its days. */
const RATES = {
  open_rate: ['opens', 'sends_open_tracked'],
  click_rate: ['clicks', 'sends_click_tracked'],
  reply_rate: ['replies', 'sends'],
  positive_reply_rate: ['replies_positive', 'sends'],
  bounce_rate: ['bounces', 'sends'],
  opt_out_rate: ['opt_outs', 'sends'],
  delivery_rate: ['delivered', 'sends'],
} as const satisfies Partial<Record<FigureName, readonly [FigureName, FigureName]>>

const isRate = (name: FigureName): name is keyof typeof RATES => name in RATES
const sum = (days: readonly DayFigures[], name: FigureName): number =>
  days.reduce((total, day) => total + (day[name] ?? 0), 0)

function figureOf(days: readonly DayFigures[], name: FigureName): number | null {
  const [only, second] = days
  if (only && !second) return only[name]
  if (!isRate(name)) return sum(days, name)
  const [part, whole] = RATES[name]
  const total = sum(days, whole)
  return total === 0 ? null : sum(days, part) / total
}

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
