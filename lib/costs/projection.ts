import { type RawBuilder, sql } from 'kysely'
import { authorize, type Ctx } from '@/lib/auth/context'
import { onlyRow } from '@/lib/metrics/only-row'
import { addDays, daysBetween, todayIn } from '@/lib/metrics/range'
import { zoneOf } from '@/lib/workspaces/zone'
import type { Projection } from './schemas'

const DAYS = 30
const DAYS_NEEDED = 3
/** Four in five outcomes lie within this many standard deviations. */
const Z80 = 1.2816

/**
 * What the next 30 days will cost if they are like the last 30, or like those since the first cost in them; `low` and
 * `high` hold four outcomes in five, from how much the days differ. Null before three days with costs (spec 06 §14).
 */
export async function readProjection(ctx: Ctx): Promise<Projection> {
  authorize(ctx, 'metrics.read')
  const today = todayIn(await zoneOf(ctx), new Date())
  const [from, month] = [addDays(today, 1 - DAYS), `${today.slice(0, 8)}01`]
  const statement: RawBuilder<{ days: [string, number][] | null; month_to_date_micros: number }> = sql`
    with spent as (
      select day, sum(charge_micros)::bigint as micros from daily_costs
      where workspace_id = ${ctx.workspaceId}::uuid and day between least(${from}::date, ${month}::date) and ${today}::date
      group by 1 having sum(charge_micros) > 0
    )
    select (select json_agg(json_build_array(day, micros) order by day) from spent where day >= ${from}::date) as days,
      (select coalesce(sum(micros), 0)::bigint from spent where day >= ${month}::date) as month_to_date_micros`
  const { days, month_to_date_micros } = await onlyRow(ctx, statement)
  return { month_to_date_micros, ...project(days ?? [], today), days_needed: DAYS_NEEDED, budget_micros: null }
}

function project(days: [string, number][], today: string) {
  const [first] = days
  if (!first || days.length < DAYS_NEEDED) {
    return { days_of_data: days.length, projected_micros: null, low_micros: null, high_micros: null }
  }
  const elapsed = daysBetween(first[0], today)
  const costs = days.map(([, micros]) => micros)
  const mean = costs.reduce((sum, micros) => sum + micros, 0) / elapsed
  // Days without a cost are days too.
  const squares = costs.reduce((sum, micros) => sum + (micros - mean) ** 2, 0) + (elapsed - costs.length) * mean ** 2
  const deviation = Math.sqrt(squares / (elapsed - 1))
  // Thirty days to come scatter, and so does the mean they are judged by.
  const margin = Z80 * deviation * Math.sqrt(DAYS + DAYS ** 2 / elapsed)
  return {
    days_of_data: days.length,
    projected_micros: Math.round(mean * DAYS),
    low_micros: Math.max(0, Math.round(mean * DAYS - margin)),
    high_micros: Math.round(mean * DAYS + margin),
  }
}
