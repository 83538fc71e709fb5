import { route } from '@/lib/api/route'
import { linkWorkflow } from '@/lib/campaigns/link-workflow'
import { LinkWorkflowInput } from '@/lib/campaigns/schemas/campaign'

export const PUT = route(
  { permission: 'campaigns.link', noun: 'CAMPAIGN_NOT_FOUND', body: LinkWorkflowInput },
  async ({ ctx, params, body }) => ({ data: await linkWorkflow(ctx, { id: params.id, ...body }) }),
)
