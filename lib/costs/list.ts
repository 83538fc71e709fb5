import { sql } from 'kysely'
import { authorize, type Ctx } from '@/lib/auth/context'
import { resolveRange } from '@/lib/metrics/range'
import { MOST_ROW_DAYS, pageOf, rowsBetween } from '@/lib/metrics/rows'
import { zoneOf } from '@/lib/workspaces/zone'
import type { CostEvent, CostListQuery } from './schemas'
import { costsLike } from './scope'

export type CostPage = { items: CostEvent[]; next_cursor: string | null }

/** The provider calls behind a sum, newest first: what has been settled, without sandbox. Throws INVALID_DATE_RANGE, INVALID_CURSOR. */
export async function listCosts(ctx: Ctx, { cursor, limit, ...query }: CostListQuery): Promise<CostPage> {
  authorize(ctx, 'metrics.read')
  const range = resolveRange(query, await zoneOf(ctx), { mostDays: MOST_ROW_DAYS })
  const workspace = sql`${ctx.workspaceId}::uuid`
  const statement = sql<CostEvent>`
    select e.id, e.provider, e.model, e.purpose, e.tokens_in, e.tokens_out, e.units, e.charge_micros as cost_micros,
      case when e.campaign_id is not null then json_build_object('id', e.campaign_id, 'name', k.name) end as campaign,
      e.contact_id, e.step_number as step, e.workflow_id, e.run_id, e.occurred_at, e.stat_day as day
    from (
      select e.id, e.provider, e.model, e.purpose, e.tokens_in, e.tokens_out, e.units, e.charge_micros, e.campaign_id,
        e.contact_id, e.step_number, e.workflow_id, e.run_id, e.occurred_at, e.stat_day
      from cost_events e
      where e.workspace_id = ${workspace} and not is_estimate and not sandbox_mode and ${rowsBetween(range, cursor)}
        and ${costsLike(ctx, query)}
      order by e.occurred_at desc, e.id desc limit ${limit + 1}) e
    left join campaigns k on k.workspace_id = ${workspace} and k.id = e.campaign_id
    order by e.occurred_at desc, e.id desc`
  const [rows] = await ctx.db.read(statement)
  return pageOf(rows, limit)
}
