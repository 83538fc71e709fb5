import { authorize, type Ctx } from '@/lib/auth/context'
import { zoneOf } from '@/lib/workspaces/zone'
import { cutOf } from './cut'
import { changesOf } from './figures'
import { onlyRow } from './only-row'
import { periodsOf, periodsQuery, totalOf } from './periods'
import { publicRange, resolveRange } from './range'
import type { RangeQuery, Summary } from './schemas'

/** The figures of a range beside those of the days before it. Throws INVALID_DATE_RANGE. */
export async function readSummary(ctx: Ctx, query: RangeQuery): Promise<Summary> {
  authorize(ctx, 'metrics.read')
  const range = resolveRange(query, await zoneOf(ctx))
  const cut = cutOf(ctx, range, query)
  const { data } = await onlyRow(ctx, periodsQuery(ctx, range, query, cut))
  const { now, before } = periodsOf(range, data, cut.partOf(data.cut))
  const [summary, previous] = [totalOf(now), totalOf(before)]
  return { ...summary, previous, changes: changesOf(summary, previous), range: publicRange(range) }
}
