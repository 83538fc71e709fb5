import type { Ctx } from '@/lib/auth/context'
import type { Target } from './ask-engine'

/** The name of another campaign of this workspace that wants the same workflow on, or null. */
export async function keepsRunningFor(ctx: Ctx, target: Omit<Target, 'turnOn'>): Promise<string | null> {
  const other = await ctx.db((trx) =>
    trx
      .selectFrom('campaigns')
      .select('name')
      .where('workspace_id', '=', ctx.workspaceId)
      .where('engine_id', '=', target.engineId)
      .where('n8n_workflow_id', '=', target.workflowId)
      .where('id', '<>', target.campaignId)
      .where('desired_active', '=', true)
      .where('deleted_at', 'is', null)
      .executeTakeFirst(),
  )
  return other?.name ?? null
}
