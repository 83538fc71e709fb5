import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { LINK_ERRORS, linkWorkflow } from '@/lib/campaigns/link-workflow'
import { Campaign, LinkWorkflowInput } from '@/lib/campaigns/schemas/campaign'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  PUT: route(
    {
      permission: 'campaigns.link',
      noun: 'CAMPAIGN_NOT_FOUND',
      body: LinkWorkflowInput,
      response: Campaign,
      errors: LINK_ERRORS,
    },
    async ({ ctx, params, body }) => ({ data: await linkWorkflow(ctx, { id: params.id, ...body }) }),
  ),
})
