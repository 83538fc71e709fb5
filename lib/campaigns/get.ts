import { authorize, type Ctx } from '@/lib/auth/context'
import { getCampaignRow, serializeCampaign } from './read'
import type { Campaign } from './schemas/campaign'

/** Throws CAMPAIGN_NOT_FOUND. */
export async function getCampaign(ctx: Ctx, id: string): Promise<Campaign> {
  authorize(ctx, 'campaigns.read')
  return ctx.db(async (trx) => serializeCampaign(await getCampaignRow(trx, ctx.workspaceId, id)))
}
