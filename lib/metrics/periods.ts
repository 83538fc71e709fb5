import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '@/lib/auth/context'
import { addSums, COUNTERS, figuresOf, NO_SUMS, type Sums } from './figures'
import { everyDay, type ResolvedRange } from './range'
import type { DayFigures, Figures } from './schemas'
import { type CampaignFilter, campaignOf, inCampaign, sums } from './scope'

/** What a query returns of two periods; null is "no rows". */
export type PeriodData = {
  /** Days that have sums; the cut day is not among them. */
  days: [string, ...Sums][] | null
  day_costs: [string, number][] | null
  /** The part of the previous period's last day that counts; null when all of it does. */
  cut: Record<(typeof COUNTERS)[number], number> | null
  cut_cost: number
}
export type DaySums = { day: string; sums: Sums; cost: number }

/** The rollup rows of both periods but for the day that is cut: of that one, events are counted. */
export const rowsOf = (ctx: Ctx, { previous, end, cut }: ResolvedRange, filter: CampaignFilter) =>
  sql<boolean>`workspace_id = ${ctx.workspaceId}::uuid and day between ${previous.start}::date and ${end}::date
    and day is distinct from ${cut?.day ?? null}::date and ${inCampaign(ctx, filter)}`

/** Members of a JSON object: what of the cut day counts. */
export function cutMembers(ctx: Ctx, { cut }: ResolvedRange, filter: CampaignFilter) {
  if (!cut) return sql`'cut', null, 'cut_cost', 0`
  const from = sql`${cut.from.toISOString()}::timestamptz`
  const until = sql`${cut.until.toISOString()}::timestamptz`
  const workspace = sql`${ctx.workspaceId}::uuid`
  return sql`'cut', private.count_events(${workspace}, ${from}, ${until}, ${campaignOf(ctx, filter)}),
    'cut_cost', (
      select coalesce(sum(charge_micros), 0) from cost_events
      where workspace_id = ${workspace} and occurred_at >= ${from} and occurred_at < ${until}
        and not is_estimate and not sandbox_mode and ${inCampaign(ctx, filter)})`
}

/** Both periods by day, in one statement. */
export function periodsQuery(ctx: Ctx, range: ResolvedRange, filter: CampaignFilter): RawBuilder<{ data: PeriodData }> {
  const rows = rowsOf(ctx, range, filter)
  return sql`select json_build_object(
    'days', (select json_agg(d.row) from (
      select json_build_array(day, ${sums}) as row from daily_stats where ${rows} group by day) d),
    'day_costs', (select json_agg(d.row) from (
      select json_build_array(day, sum(charge_micros)) as row from daily_costs where ${rows} group by day) d),
    ${cutMembers(ctx, range, filter)}) as data`
}

/** Every day of both periods, those without rows as zeros, and the cut day as far as it counts. */
export function periodsOf(
  { start, end, previous, cut }: ResolvedRange,
  data: PeriodData,
): { now: DaySums[]; before: DaySums[] } {
  const counted = new Map((data.days ?? []).map(([day, ...of]) => [day, of]))
  const spent = new Map(data.day_costs ?? [])
  if (cut && data.cut) {
    const { cut: counters } = data
    const until = COUNTERS.map((name) => counters[name])
    counted.set(cut.day, until)
    spent.set(cut.day, data.cut_cost)
  }
  const fill = (day: string) => ({ day, sums: counted.get(day) ?? NO_SUMS, cost: spent.get(day) ?? 0 })
  return { now: everyDay(start, end).map(fill), before: everyDay(previous.start, previous.end).map(fill) }
}

export const totalOf = (days: DaySums[]): Figures =>
  figuresOf(
    days.reduce((total, { sums: of }) => addSums(total, of), NO_SUMS),
    days.reduce((total, { cost }) => total + cost, 0),
  )

export const dayFigures = ({ day, sums: of, cost }: DaySums): DayFigures => ({ day, ...figuresOf(of, cost) })
