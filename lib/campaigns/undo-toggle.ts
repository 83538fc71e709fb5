import { AppError } from '@/lib/api/errors'
import { authorize, type Ctx } from '@/lib/auth/context'
import { findIntent, getCampaignRow } from './read'
import type { ToggleResult, UndoToggleInput } from './schemas/campaign'
import { toggleCampaign } from './toggle'

/**
 * Reverses the newest intent by a new one, until commit + 8 s. Outside the toggle's rate limit, audited like any other.
 * Throws UNDO_EXPIRED when it is too late, or when someone has decided otherwise meanwhile.
 */
export async function undoToggle(ctx: Ctx, input: UndoToggleInput & { id: string }): Promise<ToggleResult> {
  authorize(ctx, 'campaigns.toggle')
  const { intent, newest } = await ctx.db(async (trx) => ({
    intent: await findIntent(trx, ctx.workspaceId, input.intent_id, input.id),
    newest: (await getCampaignRow(trx, ctx.workspaceId, input.id)).intent_version,
  }))
  const isOpen = intent?.undo_until && Date.parse(intent.undo_until) > Date.now()
  if (!intent || intent.version !== newest || !isOpen || intent.cause === 'undo') throw new AppError('UNDO_EXPIRED')
  return toggleCampaign(ctx, {
    id: input.id,
    action: intent.desired_active ? 'pause' : 'resume',
    expected_version: intent.version,
    idempotencyKey: `undo-${intent.id}`,
    cause: 'undo',
  })
}
