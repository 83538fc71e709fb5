import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '@/lib/auth/context'
import { processCache } from '@/lib/auth/process-cache'
import { COUNTERS, type Sums } from './figures'
import type { ResolvedRange } from './range'
import { type CampaignFilter, campaignOf, inCampaign } from './scope'

/** What `Cut.value` gives; no figures where those that were known still stand. */
export type CutData = { print: string; counters: Record<(typeof COUNTERS)[number], number> | null; cost: number | null }
export type CutPart = { day: string; sums: Sums; cost: number }
export type Cut = { value: RawBuilder<unknown>; partOf: (data: CutData | null) => CutPart | null }

const known = processCache<CutPart & { print: string }>('cut_days', 60_000)

/**
 * The part of the previous period's last day that counts when the range ends today. No rollup knows it, so events are
 * counted; and not again within the minute unless the day's rollups have moved, which is what `print` tells.
 */
export function cutOf(ctx: Ctx, { cut }: ResolvedRange, filter: CampaignFilter): Cut {
  if (!cut) return { value: sql`null::json`, partOf: () => null }
  const { day, from, until } = cut
  const key = JSON.stringify([ctx.workspaceId, from, until, filter.campaign_id, filter.campaign])
  const last = known.get(key) ?? null
  const partOf = (data: CutData | null): CutPart | null => {
    if (!data?.counters) return last
    const { print, counters, cost } = data
    const part = { print, day, sums: COUNTERS.map((name) => counters[name]), cost: cost ?? 0 }
    known.set(key, part)
    return part
  }
  return { value: countUnless(last?.print ?? null, ctx, cut, filter), partOf }
}

function countUnless(
  print: string | null,
  ctx: Ctx,
  { day, from, until }: NonNullable<ResolvedRange['cut']>,
  filter: CampaignFilter,
) {
  const workspace = sql`${ctx.workspaceId}::uuid`
  const span = [sql`${from.toISOString()}::timestamptz`, sql`${until.toISOString()}::timestamptz`] as const
  const rollup = sql`workspace_id = ${workspace} and day = ${day}::date and ${inCampaign(ctx, filter)}`
  const hasMoved = sql`print is distinct from ${print}`
  return sql`(
    with now as materialized (select concat_ws(' ',
      (select concat_ws(' ', count(*), sum(extract(epoch from updated_at))) from daily_campaign_stats
        where ${rollup}),
      (select concat_ws(' ', sum(calls), sum(tokens_in), sum(tokens_out), sum(charge_micros)) from daily_costs
        where ${rollup})) as print)
    select json_build_object('print', print,
      'counters', case when ${hasMoved} then
        private.count_events(${workspace}, ${sql.join(span)}, ${campaignOf(ctx, filter)}) end,
      'cost', case when ${hasMoved} then (
        select coalesce(sum(charge_micros), 0) from cost_events
        where workspace_id = ${workspace} and occurred_at >= ${span[0]} and occurred_at < ${span[1]}
          and not is_estimate and not sandbox_mode and ${inCampaign(ctx, filter)}) end)
    from now)`
}
