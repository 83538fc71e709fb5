import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { getCampaign } from '@/lib/campaigns/get'
import { removeCampaign } from '@/lib/campaigns/remove'
import { UpdateCampaignInput } from '@/lib/campaigns/schemas/campaign'
import { updateCampaign } from '@/lib/campaigns/update'

const noun = 'CAMPAIGN_NOT_FOUND'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route({ permission: 'campaigns.read', noun }, async ({ ctx, params }) => ({
    data: await getCampaign(ctx, params.id),
  })),

  PATCH: route({ permission: 'campaigns.update', noun, body: UpdateCampaignInput }, async ({ ctx, params, body }) => ({
    data: await updateCampaign(ctx, { id: params.id, ...body }),
  })),

  DELETE: route({ permission: 'campaigns.delete', noun }, async ({ ctx, params }) => ({
    data: await removeCampaign(ctx, params.id),
  })),
})
