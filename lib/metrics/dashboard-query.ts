import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '@/lib/auth/context'
import type { Cut } from './cut'
import type { Sums } from './figures'
import { type PeriodData, rowsOf } from './periods'
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
 * Everything the overview shows as one statement, so of one snapshot. Each rollup is read once: grouped by all that is
 * asked for, then added up from those few rows in each direction.
 */
export function dashboardQuery(
  ctx: Ctx,
  range: ResolvedRange,
  filter: CampaignFilter,
  cut: Cut,
): RawBuilder<{ data: DashboardData }> {
  const rows = rowsOf(ctx, range, filter)
  const inRange = sql<boolean>`day >= ${range.start}::date`
  return sql`
    with counted as materialized (
      select day, campaign_id, step_number, ${sumColumns} from daily_stats where ${rows} group by 1, 2, 3
    ), spent as materialized (
      select day, campaign_id, provider, model, sum(calls)::int as calls, sum(charge_micros)::bigint as micros
      from daily_costs where ${rows} group by 1, 2, 3, 4
    )
    select json_build_object(
      'days', (select json_agg(d.row) from (select json_build_array(day, ${sums}) as row from counted group by day) d),
      'day_costs', (
        select json_agg(d.row) from (select json_build_array(day, sum(micros)) as row from spent group by day) d),
      'campaigns', ${campaigns(ctx, inRange)},
      'steps', (select json_agg(s.row) from (
        select json_build_array(step_number, ${sums}) as row from counted where ${inRange} group by step_number) s),
      'by_provider', ${shares('provider', inRange)},
      'by_model', ${shares('model', inRange)},
      'cut', ${cut.value},
      'pulse', ${pulse(ctx, filter)},
      'at', now()) as data`
}

const campaigns = (ctx: Ctx, inRange: RawBuilder<boolean>) => sql`(
  select json_agg(json_build_object('id', nullif(campaign_id, ${NOTHING}::uuid), 'name', k.name, 'status', k.status,
    'sums', c.sums, 'cost', coalesce(s.cost, 0)))
  from (select campaign_id, json_build_array(${sums}) as sums from counted where ${inRange} group by 1) c
  full join (select campaign_id, sum(micros) as cost from spent where ${inRange} group by 1) s using (campaign_id)
  left join campaigns k on k.workspace_id = ${ctx.workspaceId}::uuid and k.id = campaign_id)`

const shares = (column: 'provider' | 'model', inRange: RawBuilder<boolean>) => sql`(
  select json_agg(json_build_object('key', key, 'calls', calls, 'cost_micros', micros) order by micros desc, key) from (
    select ${sql.ref(column)} as key, sum(calls) as calls, sum(micros) as micros from spent where ${inRange} group by 1) s)`
