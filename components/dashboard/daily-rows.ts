import type { ChartRow } from '@/components/charts/series'
import type { Dashboard, FigureName } from '@/lib/metrics/schemas'

/** The days of the period as chart rows, each with the day at the same place of the period before for some figures. */
export function dailyRows(
  { timeseries, previous_timeseries: before }: Dashboard,
  figures: readonly FigureName[],
  compared: readonly FigureName[] = [],
): ChartRow[] {
  return timeseries.map((day, index) => {
    const earlier = before[index]
    return {
      key: day.day,
      values: Object.fromEntries(figures.map((name) => [name, day[name]])),
      ...(earlier &&
        compared.length > 0 && {
          previous: { key: earlier.day, values: Object.fromEntries(compared.map((name) => [name, earlier[name]])) },
        }),
    }
  })
}
