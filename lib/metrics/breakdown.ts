import { type RawBuilder, sql } from 'kysely'
import { authorize, type Ctx } from '@/lib/auth/context'
import { zoneOf } from '@/lib/workspaces/zone'
import { NO_SUMS, type Sums, withRates } from './figures'
import { resolveRange } from './range'
import type { BreakdownRow, RangeQuery } from './schemas'
import { inCampaign, NOTHING, sums } from './scope'

export type Dimension = 'campaign' | 'sender' | 'provider' | 'variant'
type Row = { key: string | null; label: string | null; sums: Sums | null; cost: number | null }

/**
 * The figures of a range by campaign, by mailbox, by the mailboxes' mail provider, or by variant, most mails first. A
 * provider call knows its campaign but no mailbox: costs are split by campaign alone. Throws INVALID_DATE_RANGE.
 */
export async function readBreakdown(ctx: Ctx, by: Dimension, query: RangeQuery): Promise<BreakdownRow[]> {
  authorize(ctx, 'metrics.read')
  const { start, end } = resolveRange(query, await zoneOf(ctx))
  const rows = sql<boolean>`workspace_id = ${ctx.workspaceId}::uuid and day between ${start}::date and ${end}::date
    and ${inCampaign(ctx, query)}`
  const [found] = await ctx.db.read(QUERIES[by](ctx, rows))
  return found
    .map(({ key, label, sums: of, cost }) => ({ key, label, ...withRates(of ?? NO_SUMS), cost_micros: cost }))
    .sort((a, b) => b.sends - a.sends || (b.cost_micros ?? 0) - (a.cost_micros ?? 0) || compare(a.label, b.label))
}

const compare = (a: string | null, b: string | null) => (a ?? '').localeCompare(b ?? '')

type Query = (ctx: Ctx, rows: RawBuilder<boolean>) => RawBuilder<Row>
const QUERIES: Record<Dimension, Query> = {
  campaign: (ctx, rows) => sql`
    select nullif(campaign_id, ${NOTHING}::uuid) as key, k.name as label, c.sums, coalesce(s.cost, 0)::bigint as cost
    from (select campaign_id, ${arrayOfSums} as sums from daily_campaign_stats where ${rows} group by 1) c
    full join (select campaign_id, sum(charge_micros) as cost from daily_costs where ${rows} group by 1) s
      using (campaign_id)
    left join campaigns k on k.workspace_id = ${ctx.workspaceId}::uuid and k.id = campaign_id`,
  sender: (ctx, rows) => sql`
    select nullif(sender_id, ${NOTHING}::uuid) as key, s.email as label, c.sums, null::bigint as cost
    from (select sender_id, ${arrayOfSums} as sums from daily_stats where ${rows} group by 1) c
    left join senders s on s.workspace_id = ${ctx.workspaceId}::uuid and s.id = sender_id`,
  provider: (ctx, rows) => sql`
    select s.provider as key, s.provider as label, ${arrayOfSums} as sums, null::bigint as cost
    from (select * from daily_stats where ${rows}) d
    left join senders s on s.workspace_id = ${ctx.workspaceId}::uuid and s.id = d.sender_id group by 1`,
  variant: (_, rows) => sql`
    select nullif(variant_id, ${NOTHING}::uuid) as key, null as label, ${arrayOfSums} as sums, null::bigint as cost
    from daily_stats where ${rows} group by 1`,
}

const arrayOfSums = sql`json_build_array(${sums})`
