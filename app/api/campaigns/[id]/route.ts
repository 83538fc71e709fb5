import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { getCampaign } from '@/lib/campaigns/get'
import { RemovedCampaign, removeCampaign } from '@/lib/campaigns/remove'
import { Campaign, UpdateCampaignInput } from '@/lib/campaigns/schemas/campaign'
import { UPDATE_ERRORS, updateCampaign } from '@/lib/campaigns/update'

const noun = 'CAMPAIGN_NOT_FOUND'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route({ permission: 'campaigns.read', noun, response: Campaign }, async ({ ctx, params }) => ({
    data: await getCampaign(ctx, params.id),
  })),

  PATCH: route(
    { permission: 'campaigns.update', noun, body: UpdateCampaignInput, response: Campaign, errors: UPDATE_ERRORS },
    async ({ ctx, params, body }) => ({
      data: await updateCampaign(ctx, { id: params.id, ...body }),
    }),
  ),

  DELETE: route(
    { permission: 'campaigns.delete', noun, response: RemovedCampaign, errors: ['CAMPAIGN_ALREADY_ACTIVE'] },
    async ({ ctx, params }) => ({
      data: await removeCampaign(ctx, params.id),
    }),
  ),
})
