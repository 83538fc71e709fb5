import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '@/lib/auth/context'
import { COUNTERS } from './figures'
import type { RangeQuery } from './schemas'

/** Stands in the daily rollups for a dimension that a row does not have. */
export const NOTHING = '00000000-0000-0000-0000-000000000000'

/** By id, by name, or both; neither means all campaigns. One that is not there has no rows. */
export type CampaignFilter = Pick<RangeQuery, 'campaign_id' | 'campaign'>

function idOf(ctx: Ctx, { campaign_id, campaign }: CampaignFilter): RawBuilder<unknown> | null {
  if (!campaign) return campaign_id ? sql`${campaign_id}::uuid` : null
  const isSame = campaign_id ? sql`and k.id = ${campaign_id}::uuid` : sql``
  return sql`(select k.id from campaigns k where k.workspace_id = ${ctx.workspaceId}::uuid
    and lower(k.name) = lower(${campaign}) and k.deleted_at is null ${isSame})`
}

/** True for rows of the campaign asked for. */
export function inCampaign(ctx: Ctx, filter: CampaignFilter, column = 'campaign_id') {
  const id = idOf(ctx, filter)
  return id ? sql<boolean>`${sql.ref(column)} = ${id}` : sql<boolean>`true`
}

/** The campaign asked for as a value: null for all, the id of no campaign for one that is not there. */
export function campaignOf(ctx: Ctx, filter: CampaignFilter): RawBuilder<unknown> {
  const id = idOf(ctx, filter)
  return id ? sql`coalesce(${id}, ${NOTHING}::uuid)` : sql`null::uuid`
}

/** All counters, in their order: as they are, their sums as values, and those as columns of the same names. */
export const columns = sql.raw(COUNTERS.join(', '))
export const sums = sql.raw(COUNTERS.map((name) => `sum(${name})`).join(', '))
export const sumColumns = sql.raw(COUNTERS.map((name) => `sum(${name})::int as ${name}`).join(', '))
