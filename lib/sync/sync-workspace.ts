import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Ctx } from '@/lib/auth/context'
import type { Tx } from '@/lib/db/principals'
import { publish } from '@/lib/stream/publish'
import { cleanupWorkspace } from './cleanup'
import { addCounts, NOTHING_SYNCED, type SyncCounts } from './counts'
import { syncEngine } from './sync-engine'
import { syncWorkflow } from './sync-workflow'

const Details = z.object({ scope: z.enum(['all', 'campaign', 'cleanup']), campaign_id: z.uuid().nullable() })

/** Runs what "Sync now" asked for and closes its log row, also when the engine fails. A closed row is left alone. */
export async function syncWorkspace(
  ctx: Ctx,
  { syncLogId }: { syncLogId: string },
  signal?: AbortSignal,
): Promise<void> {
  const startedAt = performance.now()
  const log = await ctx.db((trx) => openLog(trx, ctx.workspaceId, syncLogId))
  if (!log) return
  const details = Details.parse(log.details)
  const counts = await run(ctx, details, signal).catch(
    (error: Error): SyncCounts => ({ ...NOTHING_SYNCED, errored: 1, error: error.message }),
  )
  const { checked, updated, errored, error } = counts
  await ctx.db((trx) =>
    trx
      .updateTable('platform.sync_logs')
      .set({
        status: error ? 'failed' : 'succeeded',
        checked,
        updated,
        errored,
        error: error && 'The workflow engine could not be asked.',
        duration_ms: Math.round(performance.now() - startedAt),
        finished_at: new Date().toISOString(),
      })
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', syncLogId)
      .execute(),
  )
  publish(ctx.workspaceId, { type: 'sync.done', id: syncLogId, version: 0 })
}

const openLog = (trx: Tx, workspaceId: string, id: string) =>
  trx
    .selectFrom('platform.sync_logs')
    .select('details')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('status', '=', 'running')
    .executeTakeFirst()

async function run(
  ctx: Ctx,
  { scope, campaign_id }: z.infer<typeof Details>,
  signal?: AbortSignal,
): Promise<SyncCounts> {
  const origin = { source: 'manual', actor: { type: 'job', id: 'sync.workspace' }, requestId: randomUUID() } as const
  const cut = signal && { signal }
  if (scope === 'cleanup') return cleanupWorkspace(ctx.workspaceId, cut)
  const links = await ctx.db((trx) =>
    trx
      .selectFrom('platform.engine_workflows')
      .select(['engine_id', 'n8n_workflow_id', 'campaign_id'])
      .where('workspace_id', '=', ctx.workspaceId)
      .where('campaign_id', 'is not', null)
      .execute(),
  )
  if (scope === 'campaign') {
    const link = links.find((one) => one.campaign_id === campaign_id)
    if (!link) return NOTHING_SYNCED
    const updated = await syncWorkflow({
      engineId: link.engine_id,
      n8nWorkflowId: link.n8n_workflow_id,
      origin,
      ...cut,
    })
    return { ...NOTHING_SYNCED, checked: 1, updated }
  }
  let total = NOTHING_SYNCED
  for (const engineId of new Set(links.map((link) => link.engine_id))) {
    const one = await syncEngine({ engineId, origin, workspaceId: ctx.workspaceId, waitMs: 10_000, ...cut })
    total = addCounts(total, one)
  }
  return total
}
