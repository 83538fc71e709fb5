import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '@/lib/auth/context'
import type { COUNTERS, Sums } from './figures'
import { pulse } from './pulse'
import type { ResolvedRange } from './range'
import type { CostShare, Pulse } from './schemas'
import { type CampaignFilter, campaignOf, inCampaign, NOTHING, sumColumns, sums } from './scope'

export type DashboardData = {
  /** Day and its sums, of the range and of the previous one; days without any are absent. */
  days: [string, ...Sums][]
  day_costs: [string, number][]
  campaigns: { id: string | null; name: string | null; status: string | null; sums: Sums | null; cost: number }[]
  steps: [number, ...Sums][]
  by_provider: CostShare[]
  by_model: CostShare[]
  /** The part of the previous period's last day that counts; null when all of it does. */
  cut: Record<(typeof COUNTERS)[number], number> | null
  cut_cost: number
  pulse: Pulse
  at: string
}

/**
 * Everything the overview shows as one statement, so of one snapshot. Each rollup is read once: grouped by all that is
 * asked for, then added up from those few rows in each direction.
 */
export function dashboardQuery(
  ctx: Ctx,
  range: ResolvedRange,
  filter: CampaignFilter,
): RawBuilder<{ data: DashboardData }> {
  const { previous, start, end, cut } = range
  const workspace = sql`${ctx.workspaceId}::uuid`
  const rows = sql`workspace_id = ${workspace} and day between ${previous.start}::date and ${end}::date
    and day is distinct from ${cut?.day ?? null}::date and ${inCampaign(ctx, filter)}`
  const inRange = sql`day >= ${start}::date`
  return sql`
    with counted as materialized (
      select day, campaign_id, step_number, ${sumColumns} from daily_stats where ${rows} group by 1, 2, 3
    ), spent as materialized (
      select day, campaign_id, provider, model, sum(calls)::int as calls, sum(charge_micros)::bigint as micros
      from daily_costs where ${rows} group by 1, 2, 3, 4
    ), by_campaign as (
      select campaign_id, json_build_array(${sums}) as sums from counted where ${inRange} group by 1
    ), cost_by_campaign as (
      select campaign_id, sum(micros) as cost from spent where ${inRange} group by 1
    )
    select json_build_object(
      'days', (select json_agg(d.row) from (select json_build_array(day, ${sums}) as row from counted group by day) d),
      'day_costs', (select json_agg(d.row) from (select json_build_array(day, sum(micros)) as row from spent group by day) d),
      'campaigns', (
        select json_agg(json_build_object('id', nullif(campaign_id, ${NOTHING}::uuid), 'name', k.name, 'status', k.status,
          'sums', c.sums, 'cost', coalesce(s.cost, 0)))
        from by_campaign c full join cost_by_campaign s using (campaign_id)
        left join campaigns k on k.workspace_id = ${workspace} and k.id = campaign_id),
      'steps', (select json_agg(s.row) from (
        select json_build_array(step_number, ${sums}) as row from counted where ${inRange} group by step_number) s),
      'by_provider', ${shares('provider', inRange)},
      'by_model', ${shares('model', inRange)},
      'cut', ${
        cut
          ? sql`private.count_events(${workspace}, ${cut.from.toISOString()}::timestamptz,
        ${cut.until.toISOString()}::timestamptz, ${campaignOf(ctx, filter)})`
          : sql`null`
      },
      'cut_cost', ${cut ? costsOf(ctx, cut, filter) : sql`0`},
      'pulse', ${pulse(ctx, filter)},
      'at', now()) as data`
}

const shares = (column: 'provider' | 'model', inRange: RawBuilder<unknown>) => sql`(
  select json_agg(json_build_object('key', key, 'calls', calls, 'cost_micros', micros) order by micros desc, key) from (
    select ${sql.ref(column)} as key, sum(calls) as calls, sum(micros) as micros from spent where ${inRange} group by 1) s)`

const costsOf = (ctx: Ctx, { from, until }: { from: Date; until: Date }, filter: CampaignFilter) => sql`(
  select coalesce(sum(charge_micros), 0) from cost_events
  where workspace_id = ${ctx.workspaceId}::uuid and occurred_at >= ${from.toISOString()}::timestamptz
    and occurred_at < ${until.toISOString()}::timestamptz and not is_estimate and not sandbox_mode and ${inCampaign(ctx, filter)})`
