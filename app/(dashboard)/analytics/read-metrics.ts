import { createLoader } from 'nuqs/server'
import { type MetricFilters, type MetricName, metricKey } from '@/hooks/keys'
import type { Kept } from '@/hooks/use-metric'
import type { Ctx } from '@/lib/auth/context'
import { readCostBreakdown } from '@/lib/costs/breakdown'
import { readEfficiency } from '@/lib/costs/efficiency'
import { readProjection } from '@/lib/costs/projection'
import { readBreakdown } from '@/lib/metrics/breakdown'
import { resolveRange } from '@/lib/ui/date-range'
import { todayIn } from '@/lib/ui/days'
import { rangeSearchParams } from '@/lib/ui/range-params'
import type { Search } from '../signed-in'

export type Given = Record<string, Kept<unknown>>

const loadRange = createLoader(rangeSearchParams)

/** What the page shows first, by cache key. A part that cannot be read is left out: the page then asks itself. */
export async function readMetrics(
  { ctx, workspace }: { ctx: Ctx; workspace: { id: string; timezone: string } },
  search: Search,
  narrowed: Record<'provider' | 'model' | 'purpose', string | null>,
): Promise<Given> {
  const { campaign, ...asked } = loadRange(search)
  const range = resolveRange(asked, todayIn(workspace.timezone, Date.now()))
  const base = { ...range, ...(campaign && { campaign_id: campaign }) }
  const { provider, model, purpose } = narrowed
  const filters = { ...base, ...(provider && { provider }), ...(model && { model }), ...(purpose && { purpose }) }
  const given: Given = {}
  const keep = async (name: MetricName, of: MetricFilters, reading: Promise<unknown>) => {
    const key = metricKey(workspace.id, name, of)
    try {
      given[key] = { value: await reading, key, readAt: Date.now() }
    } catch (error) {
      ctx.log.warn({ err: error, metric: name }, 'analytics_read_failed')
    }
  }
  await Promise.all([
    keep('cost-breakdown', filters, readCostBreakdown(ctx, filters)),
    keep('efficiency', base, readEfficiency(ctx, base)),
    keep('projection', {}, readProjection(ctx)),
    keep('by-sender', base, readBreakdown(ctx, 'sender', base)),
  ])
  return given
}
