import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { ToggleInput, ToggleResult } from '@/lib/campaigns/schemas/campaign'
import { TOGGLE_ERRORS, toggleCampaign } from '@/lib/campaigns/toggle'

/** A pause works even while the workspace is frozen; the verb refuses an activation then. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  POST: route(
    {
      permission: 'campaigns.toggle',
      noun: 'CAMPAIGN_NOT_FOUND',
      body: ToggleInput,
      response: ToggleResult,
      errors: TOGGLE_ERRORS,
      rateLimit: 'toggle',
      whileFrozen: true,
    },
    async ({ ctx, params, body, idempotencyKey }) => ({
      data: await toggleCampaign(ctx, { id: params.id, ...body, idempotencyKey }),
    }),
  ),
})
