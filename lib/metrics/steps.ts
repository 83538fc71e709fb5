import { sql } from 'kysely'
import { authorize, type Ctx } from '@/lib/auth/context'
import { zoneOf } from '@/lib/workspaces/zone'
import { type Sums, withRates } from './figures'
import { resolveRange } from './range'
import type { RangeQuery, StepFigures } from './schemas'
import { inCampaign, sums } from './scope'

/** The figures of a range by step of the sequence, in order. Throws INVALID_DATE_RANGE. */
export async function readSteps(ctx: Ctx, query: RangeQuery): Promise<StepFigures[]> {
  authorize(ctx, 'metrics.read')
  const { start, end } = resolveRange(query, await zoneOf(ctx))
  const statement = sql<{ step: number; sums: Sums }>`
    select step_number as step, json_build_array(${sums}) as sums from daily_campaign_stats
    where workspace_id = ${ctx.workspaceId}::uuid and day between ${start}::date and ${end}::date
      and ${inCampaign(ctx, query)}
    group by 1 order by 1`
  const [rows] = await ctx.db.read(statement)
  return rows.map(({ step, sums: of }) => ({ step, ...withRates(of) }))
}
