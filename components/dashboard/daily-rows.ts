import type { ChartRow } from '@/components/charts/series'
import { ratesOf } from '@/lib/metrics/rates'
import type { Counters, Dashboard, DayFigures, FigureName, Figures } from '@/lib/metrics/schemas'
import { formatRange } from '@/lib/ui/date-range'
import { mondayOf } from '@/lib/ui/days'

/** From here on a point is a week: a year of days is a hedge, not a line. */
const WEEKS_FROM = 93

/** What each rate is counted against. */
const BASES: Partial<Record<FigureName, keyof Counters>> = {
  open_rate: 'sends_open_tracked',
  click_rate: 'sends_click_tracked',
  reply_rate: 'sends',
  opt_out_rate: 'sends',
}
/** Below this part of an average day's mails, a day's rate is one person's whim: two mails and a reply are 50 %. */
const THIN = 0.1

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

type Bucket = ReturnType<typeof buckets>[number]

/** Whether a bucket's rate says too little to be drawn, beside the other buckets of the period. */
function thinness(all: readonly Bucket[]) {
  const baseOf = ({ days }: Bucket, name: keyof Counters) => days.reduce((sum, day) => sum + day[name], 0)
  const least = (name: keyof Counters) => {
    const sizes = all.map((one) => baseOf(one, name)).filter((size) => size > 0)
    return (THIN * sizes.reduce((sum, size) => sum + size, 0)) / Math.max(1, sizes.length)
  }
  const bounds = new Map(Object.values(BASES).map((name) => [name, least(name)]))
  return (one: Bucket, figure: FigureName): boolean => {
    const base = BASES[figure]
    return base !== undefined && baseOf(one, base) < (bounds.get(base) ?? 0)
  }
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
export function dailyRows(
  data: Dashboard,
  figures: readonly FigureName[],
  compared: readonly FigureName[] = [],
): ChartRow[] {
  const all = buckets(data)
  const isThin = thinness(all)
  return all.map((one) => {
    const { days, before } = one
    const thin = figures.filter((name) => isThin(one, name) && figureOf(days, name) !== null)
    return {
      ...bucket(days, figures),
      ...(thin.length > 0 && { thin }),
      ...(compared.length > 0 && before.length > 0 && { previous: bucket(before, compared) }),
    }
  })
}

/** What the legend ends with: how wide a point is where that is not a day, and what is not drawn. */
export function bucketNote({ timeseries }: Dashboard, rows: readonly ChartRow[]): string | undefined {
  const isWeekly = timeseries.length >= WEEKS_FROM
  const isThinned = rows.some(({ thin }) => thin)
  const notes = [isWeekly && 'by week', isThinned && `quiet ${isWeekly ? 'weeks' : 'days'} left out`]
  return notes.filter(Boolean).join(', ') || undefined
}

/** A figure's course for a tile. */
export function courseOf(data: Dashboard, figure: FigureName): (number | null)[] {
  const all = buckets(data)
  const isThin = thinness(all)
  return all.map((one) => (isThin(one, figure) ? null : figureOf(one.days, figure)))
}
