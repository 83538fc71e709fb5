import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { ToggleResult, UndoToggleInput } from '@/lib/campaigns/schemas/campaign'
import { TOGGLE_ERRORS } from '@/lib/campaigns/toggle'
import { undoToggle } from '@/lib/campaigns/undo-toggle'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  POST: route(
    {
      permission: 'campaigns.toggle',
      noun: 'CAMPAIGN_NOT_FOUND',
      body: UndoToggleInput,
      response: ToggleResult,
      errors: ['UNDO_EXPIRED', ...TOGGLE_ERRORS],
      whileFrozen: true,
    },
    async ({ ctx, params, body }) => ({ data: await undoToggle(ctx, { id: params.id, ...body }) }),
  ),
})
