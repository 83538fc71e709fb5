import { type RawBuilder, sql } from 'kysely'
import { authorize, type Ctx } from '@/lib/auth/context'
import { onlyRow } from '@/lib/metrics/only-row'
import { everyDay, resolveRange } from '@/lib/metrics/range'
import type { CostShare } from '@/lib/metrics/schemas'
import { zoneOf } from '@/lib/workspaces/zone'
import type { CostBreakdown, CostQuery } from './schemas'
import { costsLike } from './scope'

type Data = Record<'by_provider' | 'by_model' | 'by_purpose', CostShare[] | null> & {
  daily: [string, string, number][] | null
}

/** What a range cost, by provider, model and purpose, the dearest first, and by day. Throws INVALID_DATE_RANGE. */
export async function readCostBreakdown(ctx: Ctx, query: CostQuery): Promise<CostBreakdown> {
  authorize(ctx, 'metrics.read')
  const { start, end } = resolveRange(query, await zoneOf(ctx))
  const statement: RawBuilder<{ data: Data }> = sql`
    with spent as materialized (
      select day, provider, model, purpose, sum(calls)::int as calls, sum(charge_micros)::bigint as micros
      from daily_costs
      where workspace_id = ${ctx.workspaceId}::uuid and day between ${start}::date and ${end}::date
        and ${costsLike(ctx, query)}
      group by 1, 2, 3, 4
    )
    select json_build_object('by_provider', ${shares('provider')}, 'by_model', ${shares('model')},
      'by_purpose', ${shares('purpose')}, 'daily', (select json_agg(d.row) from (
        select json_build_array(day, purpose, sum(micros)) as row
        from spent group by day, purpose) d)) as data`
  const { data } = await onlyRow(ctx, statement)
  const days = new Map<string, Record<string, number>>(everyDay(start, end).map((day) => [day, {}]))
  for (const [day, purpose, micros] of data.daily ?? []) {
    const by = days.get(day)
    if (by) by[purpose] = micros
  }
  const daily = [...days].map(([day, by]) => ({ day, cost_micros: total(Object.values(by)), by }))
  return {
    total_micros: total(daily.map(({ cost_micros }) => cost_micros)),
    by_provider: data.by_provider ?? [],
    by_model: data.by_model ?? [],
    by_purpose: data.by_purpose ?? [],
    daily,
  }
}

const total = (micros: number[]) => micros.reduce((sum, each) => sum + each, 0)

const shares = (column: 'provider' | 'model' | 'purpose') => sql`(
  select json_agg(json_build_object('key', key, 'calls', calls, 'cost_micros', micros) order by micros desc, key) from (
    select ${sql.ref(column)} as key, sum(calls) as calls, sum(micros) as micros from spent group by 1) s)`
