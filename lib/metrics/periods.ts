import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '@/lib/auth/context'
import type { Cut, CutData, CutPart } from './cut'
import { addSums, countersOf, figuresOf, NO_SUMS, type Sums } from './figures'
import { everyDay, type ResolvedRange } from './range'
import type { DayFigures, Figures } from './schemas'
import { type CampaignFilter, columns, inCampaign, sumColumns } from './scope'

/** What a query returns of two periods; null is "no rows". */
export type PeriodData = {
  /** Days that have sums; the cut day is not among them. */
  days: [string, ...Sums][] | null
  day_costs: [string, number][] | null
  cut: CutData | null
}
export type DaySums = { day: string; sums: Sums; cost: number }

/** The rollup rows of both periods but for the day that is cut: of that one, events are counted. */
export const rowsOf = (ctx: Ctx, { previous, end, cut }: ResolvedRange, filter: CampaignFilter) =>
  sql<boolean>`workspace_id = ${ctx.workspaceId}::uuid and day between ${previous.start}::date and ${end}::date
    and day is distinct from ${cut?.day ?? null}::date and ${inCampaign(ctx, filter)}`

/** Members of a JSON object, of one row with sums and one with `micros` per day. */
export const dayMembers = (stats: RawBuilder<unknown>, costs: RawBuilder<unknown>) => sql`
  'days', (select json_agg(json_build_array(day, ${columns})) from (${stats}) d),
  'day_costs', (select json_agg(json_build_array(day, micros)) from (${costs}) d)`

/** Both periods by day, in one statement. */
export const periodsQuery = (
  ctx: Ctx,
  range: ResolvedRange,
  filter: CampaignFilter,
  cut: Cut,
): RawBuilder<{ data: PeriodData }> => {
  const rows = rowsOf(ctx, range, filter)
  const stats = sql`select day, ${sumColumns} from daily_campaign_stats where ${rows} group by day`
  const costs = sql`select day, sum(charge_micros)::bigint as micros from daily_costs where ${rows} group by day`
  return sql`select json_build_object(${dayMembers(stats, costs)}, 'cut', ${cut.value}) as data`
}

/** Every day of both periods, those without rows as zeros, and the cut day as far as it counts. */
export function periodsOf(
  { start, end, previous }: ResolvedRange,
  data: PeriodData,
  part: CutPart | null,
): { now: DaySums[]; before: DaySums[] } {
  const counted = new Map((data.days ?? []).map(([day, ...of]) => [day, of]))
  const spent = new Map(data.day_costs ?? [])
  if (part) {
    counted.set(part.day, part.sums)
    spent.set(part.day, part.cost)
  }
  const fill = (day: string) => ({ day, sums: counted.get(day) ?? NO_SUMS, cost: spent.get(day) ?? 0 })
  return { now: everyDay(start, end).map(fill), before: everyDay(previous.start, previous.end).map(fill) }
}

export const totalOf = (days: DaySums[]): Figures =>
  figuresOf(
    days.reduce((total, { sums: of }) => addSums(total, of), NO_SUMS),
    days.reduce((total, { cost }) => total + cost, 0),
  )

export const dayFigures = ({ day, sums: of, cost }: DaySums): DayFigures => ({
  day,
  ...countersOf(of),
  cost_micros: cost,
})
