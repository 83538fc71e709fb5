import { authorize, type Ctx } from '@/lib/auth/context'
import { zoneOf } from '@/lib/workspaces/zone'
import { cutOf } from './cut'
import { type CampaignData, type DashboardData, dashboardQuery } from './dashboard-query'
import { changesOf, figuresOf, NO_SUMS, ratio, withRates } from './figures'
import { onlyRow } from './only-row'
import { dayFigures, periodsOf, totalOf } from './periods'
import { publicRange, type ResolvedRange, resolveRange } from './range'
import type { CampaignFigures, Dashboard, RangeQuery } from './schemas'

/**
 * Everything the overview shows, in one round trip and of one snapshot. Sandbox events are left out; the figures of all
 * days and of all campaigns add up to the summary. Throws INVALID_DATE_RANGE.
 */
export async function readDashboard(ctx: Ctx, query: RangeQuery): Promise<Dashboard> {
  authorize(ctx, 'metrics.read')
  const range = resolveRange(query, await zoneOf(ctx))
  const cut = cutOf(ctx, range, query)
  const { data } = await onlyRow(ctx, dashboardQuery(ctx, range, query, cut))
  return shape(range, data, periodsOf(range, data, cut.partOf(data.cut)))
}

function shape(range: ResolvedRange, data: DashboardData, { now, before }: ReturnType<typeof periodsOf>): Dashboard {
  const [summary, previous] = [totalOf(now), totalOf(before)]
  const steps = (data.steps ?? []).map(([step, ...of]) => ({ step, ...withRates(of) }))
  return {
    range: publicRange(range),
    summary,
    previous,
    changes: changesOf(summary, previous),
    timeseries: now.map(dayFigures),
    previous_timeseries: before.map(dayFigures),
    campaigns: (data.campaigns ?? []).map(campaignFigures).sort(mostSent),
    steps: steps.sort((a, b) => a.step - b.step),
    costs: {
      total_micros: summary.cost_micros,
      by_provider: data.by_provider ?? [],
      by_model: data.by_model ?? [],
    },
    pulse: data.pulse,
    freshness_at: new Date(data.at).toISOString(),
  }
}

function campaignFigures({ id, name, status, sums, cost }: CampaignData): CampaignFigures {
  const figures = figuresOf(sums ?? NO_SUMS, cost)
  const perReply = ratio(cost, figures.replies)
  return { campaign_id: id, name, status, cost_per_reply_micros: perReply && Math.round(perReply), ...figures }
}

const mostSent = (a: CampaignFigures, b: CampaignFigures): number =>
  b.sends - a.sends || b.cost_micros - a.cost_micros || (a.name ?? '').localeCompare(b.name ?? '')
