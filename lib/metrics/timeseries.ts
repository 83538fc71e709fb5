import { authorize, type Ctx } from '@/lib/auth/context'
import { zoneOf } from '@/lib/workspaces/zone'
import { cutOf } from './cut'
import { figuresOf } from './figures'
import { onlyRow } from './only-row'
import { periodsOf, periodsQuery } from './periods'
import { resolveRange } from './range'
import type { SeriesPoint, TimeseriesQuery } from './schemas'

/** One figure, day by day without gaps; `cost` in micro-dollars. Throws INVALID_DATE_RANGE. */
export async function readTimeseries(ctx: Ctx, { metric, ...query }: TimeseriesQuery): Promise<SeriesPoint[]> {
  authorize(ctx, 'metrics.read')
  const { start, end, ...rest } = resolveRange(query, await zoneOf(ctx))
  const alone = { ...rest, start, end, previous: { start, end }, cut: null }
  const { data } = await onlyRow(ctx, periodsQuery(ctx, alone, query, cutOf(ctx, alone, query)))
  const name = metric === 'cost' ? 'cost_micros' : metric
  return periodsOf(alone, data, null).now.map(({ day, sums, cost }) => ({ day, value: figuresOf(sums, cost)[name] }))
}
