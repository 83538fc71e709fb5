import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '@/lib/auth/context'
import { openEngine } from '@/lib/engines/open'
import type { EngineCall, WorkflowEngine } from '@/lib/engines/port'
import { webhooksOf } from '@/lib/engines/webhooks'
import { enqueue } from '@/lib/jobs/enqueue'
import { publish } from '@/lib/stream/publish'
import { getCampaignRow } from './read'

const CLOCK_SKEW_MS = 1_000
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
  const startedAt = Date.now()
  const answer = await engine.trigger(target, { execution_id: executionId, campaign_id, kind, input }, call)
  if (!answer.ok) return { code: 'N8N_API_ERROR', message: `The workflow did not start: ${answer.error.message}` }
  const answered = Started.safeParse(answer.data.body)
  const runs = answered.success
    ? [answered.data.execution_id]
    : await recentRuns(engine, row.n8n_workflow_id, startedAt, call)
  await tieToEngine(ctx, executionId, runs)
  await lookForItsEnd(ctx, row.engine_id)
  return null
}

/** Workflows that do not answer with their run's id: the runs that began since we asked, oldest first. */
async function recentRuns(
  engine: WorkflowEngine,
  workflowId: string,
  since: number,
  call: EngineCall,
): Promise<string[]> {
  const page = await engine.executions({ workflowId, limit: 10, includeRunning: true }, call)
  if (!page.ok) return []
  return page.data.executions
    .filter(
      (run) => run.mode === 'webhook' && run.startedAt !== null && Date.parse(run.startedAt) >= since - CLOCK_SKEW_MS,
    )
    .map((run) => run.id)
    .reverse()
}

/** Most runs are over in seconds: their end is fetched before the next round of the schedule. */
async function lookForItsEnd(ctx: Ctx, engineId: string): Promise<void> {
  for (const delayMs of [1_000, 10_000]) {
    const options = { workspaceId: ctx.workspaceId, dedupeKey: `${engineId}-${delayMs}`, delayMs }
    await ctx.db((trx) => enqueue(trx, 'sync.executions', { engine_id: engineId }, options))
  }
}

/** The first run that no other row has claimed. Claimed by the mirror already: the mirror's row is the same run. */
async function tieToEngine(ctx: Ctx, executionId: string, runs: string[]): Promise<void> {
  for (const run of runs) {
    const tied = await ctx.db(async (trx) => {
      const { rows } = await sql<{
        tied: boolean
      }>`select private.tie_execution(${ctx.workspaceId}::uuid, ${executionId}::uuid,
        ${run}) as tied`.execute(trx)
      return rows[0]?.tied
    })
    if (tied) return
  }
}
