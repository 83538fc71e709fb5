import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '@/lib/api/errors'
import { auditContext, authorize, type Ctx } from '@/lib/auth/context'
import { asWorkspace } from '@/lib/db/principals'
import { publish } from '@/lib/stream/publish'
import { getCampaignRow } from './read'

export const RemovedCampaign = z.object({ id: z.uuid(), deleted: z.literal(true) })
export type RemovedCampaign = z.infer<typeof RemovedCampaign>

/**
 * Soft delete; its runs and history stay, its workflow in the engine is left alone. Throws CAMPAIGN_ALREADY_ACTIVE
 * while it is desired on or an intent is open, CAMPAIGN_NOT_FOUND.
 */
export async function removeCampaign(ctx: Ctx, id: string): Promise<RemovedCampaign> {
  authorize(ctx, 'campaigns.delete')
  const version = await asWorkspace(ctx.workspaceId)(async (trx) => {
    const row = await getCampaignRow(trx, ctx.workspaceId, id)
    if (row.desired_active || row.pending_intent) throw new AppError('CAMPAIGN_ALREADY_ACTIVE')
    const deleted = await trx
      .updateTable('campaigns')
      .set({ deleted_at: new Date().toISOString() })
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', id)
      .where('intent_version', '=', row.intent_version)
      .returning('version')
      .executeTakeFirstOrThrow(() => new AppError('CAMPAIGN_ALREADY_ACTIVE'))
    await trx
      .deleteFrom('platform.engine_workflows')
      .where('workspace_id', '=', ctx.workspaceId)
      .where('campaign_id', '=', id)
      .execute()
    await sql`select private.audit(${ctx.workspaceId}::uuid, 'campaign.deleted', 'campaign', ${id},
      ${{ name: row.name, status: row.status }}::jsonb, null, null, ${auditContext(ctx)}::jsonb)`.execute(trx)
    return deleted.version
  })
  publish(ctx.workspaceId, { type: 'campaign.changed', id, version })
  return { id, deleted: true }
}
