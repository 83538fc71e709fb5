import { route } from '@/lib/api/route'
import { UndoToggleInput } from '@/lib/campaigns/schemas/campaign'
import { undoToggle } from '@/lib/campaigns/undo-toggle'

export const POST = route(
  { permission: 'campaigns.toggle', noun: 'CAMPAIGN_NOT_FOUND', body: UndoToggleInput, whileFrozen: true },
  async ({ ctx, params, body }) => ({ data: await undoToggle(ctx, { id: params.id, ...body }) }),
)
