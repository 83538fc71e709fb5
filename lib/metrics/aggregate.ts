import { authorize, type Ctx } from '@/lib/auth/context'
import { zoneOf } from '@/lib/workspaces/zone'
import { type DashboardData, dashboardQuery } from './dashboard-query'
import { addSums, COUNTERS, changesOf, figuresOf, NO_SUMS, ratio, type Sums, withRates } from './figures'
import { everyDay, publicRange, type ResolvedRange, resolveRange } from './range'
import type { CampaignFigures, Dashboard, DayFigures, Figures, RangeQuery, StepFigures } from './schemas'

/**
 * Everything the overview shows, in one round trip and of one snapshot. Sandbox events are left out; the figures of all
 * days and of all campaigns add up to the summary. Throws INVALID_DATE_RANGE.
 */
export async function readDashboard(ctx: Ctx, query: RangeQuery): Promise<Dashboard> {
  authorize(ctx, 'metrics.read')
  const range = resolveRange(query, await zoneOf(ctx))
  const { rows } = await ctx.db((trx) => dashboardQuery(ctx, range, query).execute(trx))
  const [row] = rows
  if (!row) throw new Error('A statement without a table has one row')
  return shape(range, row.data)
}

function shape(range: ResolvedRange, data: DashboardData): Dashboard {
  const { now, before } = periodsOf(range, data)
  const [summary, previous] = [totalOf(now), totalOf(before)]
  return {
    range: publicRange(range),
    summary,
    previous,
    changes: changesOf(summary, previous),
    timeseries: now.map(dayFigures),
    previous_timeseries: before.map(dayFigures),
    campaigns: (data.campaigns ?? []).map(campaignFigures).sort(mostSent),
    steps: (data.steps ?? []).map(stepFigures).sort((a, b) => a.step - b.step),
    costs: {
      total_micros: summary.cost_micros,
      by_provider: data.by_provider ?? [],
      by_model: data.by_model ?? [],
    },
    pulse: data.pulse,
    freshness_at: new Date(data.at).toISOString(),
  }
}

type DaySums = { day: string; sums: Sums; cost: number }

/** Every day of both periods, those without rows as zeros, and the cut day as far as it counts. */
export function periodsOf(
  { start, end, previous, cut }: ResolvedRange,
  data: Pick<DashboardData, 'days' | 'day_costs' | 'cut' | 'cut_cost'>,
): { now: DaySums[]; before: DaySums[] } {
  const counted = new Map((data.days ?? []).map(([day, ...sums]) => [day, sums]))
  const spent = new Map(data.day_costs ?? [])
  if (cut && data.cut) {
    const { cut: counters } = data
    counted.set(
      cut.day,
      COUNTERS.map((name) => counters[name]),
    )
    spent.set(cut.day, data.cut_cost)
  }
  const fill = (day: string) => ({ day, sums: counted.get(day) ?? NO_SUMS, cost: spent.get(day) ?? 0 })
  return { now: everyDay(start, end).map(fill), before: everyDay(previous.start, previous.end).map(fill) }
}

export const totalOf = (days: DaySums[]): Figures =>
  figuresOf(
    days.reduce((total, { sums }) => addSums(total, sums), NO_SUMS),
    days.reduce((total, { cost }) => total + cost, 0),
  )

export const dayFigures = ({ day, sums, cost }: DaySums): DayFigures => ({ day, ...figuresOf(sums, cost) })

function campaignFigures({ id, name, status, sums, cost }: DashboardData['campaigns'][number]): CampaignFigures {
  const figures = figuresOf(sums ?? NO_SUMS, cost)
  const perReply = ratio(cost, figures.replies)
  return { campaign_id: id, name, status, cost_per_reply_micros: perReply && Math.round(perReply), ...figures }
}

const stepFigures = ([step, ...sums]: [number, ...Sums]): StepFigures => ({ step, ...withRates(sums) })

const mostSent = (a: CampaignFigures, b: CampaignFigures): number =>
  b.sends - a.sends || b.cost_micros - a.cost_micros || (a.name ?? '').localeCompare(b.name ?? '')
