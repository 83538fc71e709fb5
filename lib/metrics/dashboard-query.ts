import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '@/lib/auth/context'
import type { Cut } from './cut'
import type { Sums } from './figures'
import { dayMembers, type PeriodData, rowsOf } from './periods'
import { pulse } from './pulse'
import type { ResolvedRange } from './range'
import type { CostShare, Pulse } from './schemas'
import { type CampaignFilter, NOTHING, sumColumns, sums } from './scope'

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
 * Everything the overview shows as one statement, so of one snapshot. Each rollup is gone through once: both periods by
 * day, and the range by all else that it is split by, whose few rows are then added up in each direction.
 */
export function dashboardQuery(
  ctx: Ctx,
  range: ResolvedRange,
  filter: CampaignFilter,
  cut: Cut,
): RawBuilder<{ data: DashboardData }> {
  const rows = rowsOf(ctx, range, filter)
  const isNow = sql`day >= ${range.start}::date`
  return sql`
    with stats as materialized (
      select day, ${isNow} as is_now, campaign_id, step_number, ${sumColumns}
      from daily_campaign_stats where ${rows} group by grouping sets ((1), (2, 3, 4))
    ), costs as materialized (
      select day, ${isNow} as is_now, campaign_id, provider, model, sum(calls)::int as calls,
        sum(charge_micros)::bigint as micros
      from daily_costs where ${rows} group by grouping sets ((1), (2, 3, 4, 5))
    ), counted as (select * from stats where is_now), spent as (select * from costs where is_now)
    select json_build_object(
      ${dayMembers(sql`select * from stats where day is not null`, sql`select * from costs where day is not null`)},
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
