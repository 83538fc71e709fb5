import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '@/lib/auth/context'
import type { Cut } from './cut'
import type { Sums } from './figures'
import { dayMembers, type PeriodData, rowsOf } from './periods'
import { pulse } from './pulse'
import type { ResolvedRange } from './range'
import type { CostShare, Pulse } from './schemas'
import { type CampaignFilter, inCampaign, NOTHING, sumColumns, sums } from './scope'

/** Null is "no rows". */
export type DashboardData = PeriodData & {
  campaigns: CampaignData[] | null
  steps: [number, ...Sums][] | null
  by_provider: CostShare[] | null
  by_model: CostShare[] | null
  pulse: Pulse
  at: string
}
export type CampaignData = {
  id: string | null
  name: string | null
  status: string | null
  sums: Sums | null
  cost: number
}

/**
 * Everything the overview shows as one statement, so of one snapshot. Each rollup is gone through twice: both periods by
 * day, and the range by all that it is split by, whose few rows are then added up in each direction.
 */
export function dashboardQuery(
  ctx: Ctx,
  range: ResolvedRange,
  filter: CampaignFilter,
  cut: Cut,
): RawBuilder<{ data: DashboardData }> {
  const inRange = sql<boolean>`workspace_id = ${ctx.workspaceId}::uuid
    and day between ${range.start}::date and ${range.end}::date and ${inCampaign(ctx, filter)}`
  return sql`
    with counted as materialized (
      select campaign_id, step_number, ${sumColumns} from daily_campaign_stats where ${inRange} group by 1, 2
    ), spent as materialized (
      select campaign_id, provider, model, sum(calls)::int as calls, sum(charge_micros)::bigint as micros
      from daily_costs where ${inRange} group by 1, 2, 3
    )
    select json_build_object(
      ${dayMembers(rowsOf(ctx, range, filter))},
      'campaigns', ${campaigns(ctx)},
      'steps', (select json_agg(s.row) from (
        select json_build_array(step_number, ${sums}) as row from counted group by step_number) s),
      'by_provider', ${shares('provider')},
      'by_model', ${shares('model')},
      'cut', ${cut.value},
      'pulse', ${pulse(ctx, filter)},
      'at', now()) as data`
}

const campaigns = (ctx: Ctx) => sql`(
  select json_agg(json_build_object('id', nullif(campaign_id, ${NOTHING}::uuid), 'name', k.name, 'status', k.status,
    'sums', c.sums, 'cost', coalesce(s.cost, 0)))
  from (select campaign_id, json_build_array(${sums}) as sums from counted group by 1) c
  full join (select campaign_id, sum(micros) as cost from spent group by 1) s using (campaign_id)
  left join campaigns k on k.workspace_id = ${ctx.workspaceId}::uuid and k.id = campaign_id)`

const shares = (column: 'provider' | 'model') => sql`(
  select json_agg(json_build_object('key', key, 'calls', calls, 'cost_micros', micros) order by micros desc, key) from (
    select ${sql.ref(column)} as key, sum(calls) as calls, sum(micros) as micros from spent group by 1) s)`
