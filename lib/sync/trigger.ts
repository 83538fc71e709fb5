import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { AppError } from '@/lib/api/errors'
import { authorize, type Ctx } from '@/lib/auth/context'
import { getCampaignRow } from '@/lib/campaigns/read'
import { asWorkspace, type Tx } from '@/lib/db/principals'
import { enqueue, ringOutbox } from '@/lib/jobs/enqueue'
import type { SyncResult, TriggerSyncInput } from './schemas'

const ANSWER_WITHIN_MS = 2_000
const LOOK_EVERY_MS = 50

/**
 * "Sync now": the figures when it ended within 2 s, else `status: running` and the log's id. A running sync of the same
 * scope is joined. Cleanup needs sync.manage. Throws N8N_API_ERROR when the engine cannot be asked.
 */
export async function triggerSync(ctx: Ctx, input: TriggerSyncInput): Promise<SyncResult> {
  authorize(ctx, input.scope === 'cleanup' ? 'sync.manage' : 'sync.trigger')
  const agent = asWorkspace(ctx.workspaceId)
  const syncId = await agent(async (trx) => {
    if (input.scope === 'campaign') {
      if (!input.campaign_id) throw new AppError('INVALID_INPUT', 'Name the campaign to sync.')
      await getCampaignRow(trx, ctx.workspaceId, input.campaign_id)
    }
    return joinOrStart(trx, ctx, input)
  })
  ringOutbox()
  const deadline = Date.now() + ANSWER_WITHIN_MS
  for (;;) {
    const result = await agent((trx) => readSync(trx, ctx.workspaceId, syncId))
    if (result.status === 'failed')
      throw new AppError('N8N_API_ERROR', result.error ?? undefined, { details: { sync_id: syncId } })
    if (result.status !== 'running' || Date.now() > deadline) return result
    await sleep(LOOK_EVERY_MS)
  }
}

async function joinOrStart(trx: Tx, ctx: Ctx, input: TriggerSyncInput): Promise<string> {
  const details = { scope: input.scope, campaign_id: input.campaign_id ?? null }
  // Two clicks at once: the second waits for the first one's row instead of writing its own.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sync:${ctx.workspaceId}`}, 0))`.execute(trx)
  const running = await trx
    .selectFrom('platform.sync_logs')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('status', '=', 'running')
    .where(sql<boolean>`details @> ${details}::jsonb`)
    .where('created_at', '>', sql<string>`now() - interval '60 seconds'`)
    .executeTakeFirst()
  if (running) return running.id
  const { id } = await trx
    .insertInto('platform.sync_logs')
    .values({
      workspace_id: ctx.workspaceId,
      sync_type: input.scope === 'cleanup' ? 'cleanup' : 'user',
      status: 'running',
      details: { ...details, user_id: ctx.actor.id },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await enqueue(
    trx,
    'sync.workspace',
    { workspace_id: ctx.workspaceId, sync_log_id: id },
    { workspaceId: ctx.workspaceId },
  )
  return id
}

export async function readSync(trx: Tx, workspaceId: string, id: string): Promise<SyncResult> {
  const row = await trx
    .selectFrom('platform.sync_logs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    sync_id: row.id,
    status: row.status as SyncResult['status'],
    campaigns_checked: row.checked,
    campaigns_updated: row.updated,
    campaigns_errored: row.errored,
    duration_ms: row.duration_ms,
    error: row.error,
  }
}
