import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { BatchToggleInput, BatchToggleResult } from '@/lib/campaigns/schemas/campaign'
import { toggleMany } from '@/lib/campaigns/toggle-many'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  POST: route(
    {
      permission: 'campaigns.toggle',
      body: BatchToggleInput,
      response: BatchToggleResult,
      statuses: [202],
      rateLimit: 'batch',
      idempotency: 'required',
      whileFrozen: true,
    },
    async ({ ctx, body, idempotencyKey }) => ({
      data: await toggleMany(ctx, { ...body, idempotencyKey: idempotencyKey ?? '' }),
    }),
  ),
})
