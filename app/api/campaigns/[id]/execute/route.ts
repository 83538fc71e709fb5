import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { executeCampaign } from '@/lib/campaigns/execute'
import { ExecuteInput } from '@/lib/campaigns/schemas/execution'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  POST: route(
    { permission: 'campaigns.execute', noun: 'CAMPAIGN_NOT_FOUND', body: ExecuteInput, idempotency: 'required' },
    async ({ ctx, params, body, idempotencyKey }) => ({
      data: await executeCampaign(ctx, { id: params.id, ...body, idempotencyKey: idempotencyKey ?? '' }),
      status: 202,
    }),
  ),
})
