import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '@/lib/auth/context'
import { openEngine } from '@/lib/engines/open'
import { webhooksOf } from '@/lib/engines/webhooks'
import { publish } from '@/lib/stream/publish'
import { getCampaignRow } from './read'

const Started = z.object({ execution_id: z.union([z.string(), z.number()]).transform(String) })

/**
 * Starts a pending execution in the engine through the workflow's own webhook (n8n has no call to run a workflow).
 * The engine's run id, when the workflow answers with it, ties the row to the engine's record; the execution sync
 * brings its end. Repeats do nothing once the row has left `pending`.
 */
export async function runExecution(
  ctx: Ctx,
  { executionId }: { executionId: string },
  signal?: AbortSignal,
): Promise<void> {
  const claimed = await ctx.db((trx) =>
    trx
      .updateTable('campaign_executions')
      .set({ status: 'running', started_at: new Date().toISOString() })
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', executionId)
      .where('status', '=', 'pending')
      .returning(['campaign_id', 'kind', 'input'])
      .executeTakeFirst(),
  )
  if (!claimed) return
  const failure = await start(ctx, executionId, claimed, signal)
  if (failure) {
    await ctx.db((trx) =>
      sql`select private.finish_execution(${ctx.workspaceId}::uuid, ${executionId}::uuid, 'failed', ${failure.code}, ${failure.message})`.execute(
        trx,
      ),
    )
  }
  publish(ctx.workspaceId, { type: 'execution.changed', id: claimed.campaign_id, version: 0 })
}

type Claimed = { campaign_id: string; kind: string; input: unknown }
type Failure = { code: string; message: string }

async function start(
  ctx: Ctx,
  executionId: string,
  { campaign_id, kind, input }: Claimed,
  signal?: AbortSignal,
): Promise<Failure | null> {
  const row = await ctx.db((trx) => getCampaignRow(trx, ctx.workspaceId, campaign_id))
  if (!row.engine_id || !row.n8n_workflow_id)
    return { code: 'CAMPAIGN_NOT_LINKED', message: 'Campaign not linked to workflow' }
  const engine = await openEngine(row.engine_id)
  const call = {
    priority: 'toggle',
    workspaceId: ctx.workspaceId,
    campaignId: campaign_id,
    requestId: ctx.requestId,
    ...(signal && { signal }),
  } as const
  const workflow = await engine.get(row.n8n_workflow_id, call)
  if (!workflow.ok) return { code: 'N8N_API_ERROR', message: 'The workflow engine could not be asked.' }
  if (!workflow.data.active)
    return { code: 'WORKFLOW_INACTIVE', message: 'The workflow is off in the engine. Start the campaign first.' }
  const [target] = webhooksOf(workflow.data)
  if (!target) return { code: 'NO_WEBHOOK', message: 'This workflow starts by itself and cannot be started from here.' }
  const answer = await engine.trigger(target, { execution_id: executionId, campaign_id, kind, input }, call)
  if (!answer.ok) return { code: 'N8N_API_ERROR', message: `The workflow did not start: ${answer.error.message}` }
  const started = Started.safeParse(answer.data.body)
  if (started.success) {
    await ctx.db((trx) =>
      trx
        .updateTable('campaign_executions')
        .set({ n8n_execution_id: started.data.execution_id })
        .where('workspace_id', '=', ctx.workspaceId)
        .where('id', '=', executionId)
        .execute(),
    )
  }
  return null
}
