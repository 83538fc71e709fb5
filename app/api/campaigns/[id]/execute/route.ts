import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { executeCampaign } from '@/lib/campaigns/execute'
import { ExecuteInput, ExecuteResult } from '@/lib/campaigns/schemas/execution'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  POST: route(
    {
      permission: 'campaigns.execute',
      noun: 'CAMPAIGN_NOT_FOUND',
      body: ExecuteInput,
      idempotency: 'required',
      response: ExecuteResult,
      statuses: [202],
      errors: ['CAMPAIGN_NOT_LINKED', 'DUPLICATE_EXECUTION', 'INVALID_TRANSITION'],
    },
    async ({ ctx, params, body, idempotencyKey }) => ({
      data: await executeCampaign(ctx, { id: params.id, ...body, idempotencyKey: idempotencyKey ?? '' }),
    }),
  ),
})
