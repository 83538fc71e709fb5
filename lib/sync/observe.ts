import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '@/lib/api/errors'
import { asPlatform, type Tx } from '@/lib/db/principals'
import { enqueue, ringOutbox } from '@/lib/jobs/enqueue'
import type { N8nCaller } from '@/lib/webhooks/verify-n8n'
import type { StatusChange } from './schemas'

const FUTURE_TOLERANCE_MS = 5 * 60_000
/** Hooks fire before the effect; a second look catches what the first one came too early for. */
const SECOND_LOOK_MS = 900

export const Observed = z.object({ applied: z.boolean(), stale: z.boolean(), duplicate: z.literal(true).optional() })
export type Observed = z.infer<typeof Observed>

/**
 * Takes pushes of an engine's hook file. A push is a hint: newest wins, an older or equal one is stale, and what counts
 * is the read that follows. Deduplicated by delivery id in the transaction of the effect. Throws INVALID_TIMESTAMP for
 * more than 5 min ahead, WORKSPACE_MISMATCH for a workflow that is not the caller's.
 */
export async function observeChanges(
  caller: N8nCaller,
  deliveryId: string,
  changes: StatusChange[],
): Promise<Observed> {
  const latest = Date.now() + FUTURE_TOLERANCE_MS
  if (changes.some((change) => Date.parse(change.timestamp) > latest)) throw new AppError('INVALID_TIMESTAMP')
  const result = await asPlatform('status-change hint')(async (trx) => {
    const { rows } = await sql<{ fresh: boolean }>`select private.claim_inbound(${`n8n:${caller.keyId}`}, ${deliveryId},
      ${caller.workspaceId}::uuid) as fresh`.execute(trx)
    if (!rows[0]?.fresh) return { applied: false, stale: false, duplicate: true } as const
    let applied = 0
    for (const change of newestPerWorkflow(changes)) applied += await applyHint(trx, caller, change)
    return { applied: applied > 0, stale: applied === 0 }
  })
  if (result.applied) ringOutbox()
  return result
}

function newestPerWorkflow(changes: StatusChange[]): StatusChange[] {
  const newest = new Map<string, StatusChange>()
  for (const change of changes) {
    const other = newest.get(change.workflow_id)
    if (!other || Date.parse(other.timestamp) <= Date.parse(change.timestamp)) newest.set(change.workflow_id, change)
  }
  return [...newest.values()]
}

/** 1 when the hint is newer than the last one, 0 when stale or about a workflow nobody has linked. */
async function applyHint(trx: Tx, caller: N8nCaller, change: StatusChange): Promise<number> {
  const known = await trx
    .selectFrom('platform.engine_workflows')
    .select(['id', 'engine_id', 'workspace_id', 'campaign_id', 'hinted_at'])
    .where('n8n_workflow_id', '=', change.workflow_id)
    .where('campaign_id', 'is not', null)
    .execute()
  const own = known.filter((row) =>
    caller.engineId ? row.engine_id === caller.engineId : row.workspace_id === caller.workspaceId,
  )
  if (known.length > 0 && own.length === 0) throw new AppError('WORKSPACE_MISMATCH')
  const at = new Date(change.timestamp).toISOString()
  const fresh = own.filter((row) => row.hinted_at === null || row.hinted_at < at)
  if (fresh.length === 0) return 0
  await trx
    .updateTable('platform.engine_workflows')
    .set({ hinted_at: at })
    .where(
      'id',
      'in',
      fresh.map((row) => row.id),
    )
    .execute()
  if (
    await isOwnDoing(
      trx,
      fresh.map((row) => row.campaign_id),
    )
  )
    return 1
  for (const engineId of new Set(fresh.map((row) => row.engine_id))) {
    const payload = { engine_id: engineId, n8n_workflow_id: change.workflow_id }
    await enqueue(trx, 'sync.workflow', payload, { workspaceId: null, dedupeKey: `hint-${change.workflow_id}` })
    await enqueue(trx, 'sync.workflow', payload, {
      workspaceId: null,
      dedupeKey: `look-${change.workflow_id}`,
      delayMs: SECOND_LOOK_MS,
    })
  }
  return 1
}

/** A toggle of ours under way or just done brings its own read-back; its echo needs no further reads. */
async function isOwnDoing(trx: Tx, campaignIds: (string | null)[]): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`select exists (select from campaign_intents
    where campaign_id = any(${campaignIds}::uuid[]) and cause <> 'engine'
      and (status in ('pending', 'applying') or finished_at > now() - interval '2 seconds'))
    or exists (select from campaigns where id = any(${campaignIds}::uuid[]) and healing_until > now()) as open`.execute(
    trx,
  )
  return rows[0]?.open ?? false
}
