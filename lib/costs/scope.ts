import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '@/lib/auth/context'
import { inCampaign } from '@/lib/metrics/scope'
import type { CostQuery } from './schemas'

/** True for costs of the campaign, provider, model and purpose asked for; '' asks for those that name no model. */
export function costsLike(ctx: Ctx, query: CostQuery): RawBuilder<boolean> {
  const { provider, model, purpose } = query
  const conditions = [inCampaign(ctx, query)]
  if (provider !== undefined) conditions.push(sql`provider = ${provider}`)
  if (model !== undefined) conditions.push(sql`model = ${model}`)
  if (purpose !== undefined) conditions.push(sql`purpose = ${purpose}`)
  return sql`${sql.join(conditions, sql` and `)}`
}
