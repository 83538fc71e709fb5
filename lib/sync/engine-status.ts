import { sql } from 'kysely'
import { asPlatform, type Tx } from '@/lib/db/principals'
import type { EngineError } from '@/lib/engines/port'
import { enqueue } from '@/lib/jobs/enqueue'
import { publish } from '@/lib/stream/publish'
import type { Linked } from './linked-campaigns'

/** Minutes until the 1st … 5th retry; afterwards the failure stays visible and is only replayed by a person. */
export const RETRY_AFTER_MINUTES = [1, 5, 30, 120, 720] as const
const MOST_FAILURES = 10_000
const PROOFS_AFTER_RETURN = 50

const UNREACHABLE = { status: 'unreachable', reason: 'The engine cannot be reached.' }
/** Kinds that say something else than "not there". Our own rate limit says nothing about the engine at all. */
const STATUS_OF: Partial<Record<EngineError['kind'], { status: string; reason: string }>> = {
  auth: { status: 'auth_failed', reason: 'The engine does not accept our key.' },
  contract: { status: 'degraded', reason: 'The engine answers in a form we do not know.' },
  rate_limited: { status: 'degraded', reason: 'The engine is receiving too many requests.' },
}

/** The engine answered: fresh for every reader, its open failures resolved. Tabs are told even when no row changed. */
export async function recordSuccess(engineId: string, readAt: Date, linked: Linked[]): Promise<void> {
  await asPlatform('engine status')(async (trx) => {
    const at = readAt.toISOString()
    const before = await trx
      .selectFrom('platform.engines')
      .select('status')
      .where('id', '=', engineId)
      .executeTakeFirst()
    if (before?.status !== 'ok') await enqueueProofs(trx, linked)
    await sql`update platform.engines set status_since = case when status = 'ok' then status_since else now() end,
      status = 'ok', status_reason = null, last_seen_at = ${at}, last_full_sync_at = ${at} where id = ${engineId}`.execute(
      trx,
    )
    await trx
      .updateTable('platform.sync_failures')
      .set({ resolved_at: sql<string>`now()` })
      .where('engine_id', '=', engineId)
      .where('resolved_at', 'is', null)
      .execute()
  })
  announce(engineId, linked)
}

/** What nobody could look at while the engine was away is looked at again. */
async function enqueueProofs(trx: Tx, linked: Linked[]): Promise<void> {
  for (const { workspace_id, campaign_id } of linked
    .filter((one) => one.desired_active)
    .slice(0, PROOFS_AFTER_RETURN)) {
    await enqueue(
      trx,
      'campaigns.prove',
      { workspace_id, campaign_id },
      { workspaceId: workspace_id, dedupeKey: campaign_id },
    )
  }
}

/** The engine did not answer: no campaign is touched, the failure is kept and retried with growing pauses. */
export async function recordFailure(engineId: string, error: EngineError, linked: Linked[]): Promise<void> {
  const { status, reason } = STATUS_OF[error.kind] ?? UNREACHABLE
  await asPlatform('engine status')(async (trx) => {
    await sql`update platform.engines set status_since = case when status = ${status} then status_since else now() end,
      status = ${status}, status_reason = ${reason} where id = ${engineId}`.execute(trx)
    for (const workspaceId of new Set(linked.map((campaign) => campaign.workspace_id))) {
      await sql`insert into platform.sync_failures as f (workspace_id, engine_id, source, error_message, next_retry_at, payload)
        values (${workspaceId}::uuid, ${engineId}::uuid, 'cron', ${error.message}, now() + interval '1 minute', ${{ kind: error.kind }}::jsonb)
        on conflict do nothing`.execute(trx)
    }
    await sql`delete from platform.sync_failures where id in (
      select id from platform.sync_failures order by created_at desc offset ${MOST_FAILURES})`.execute(trx)
  })
  announce(engineId, linked)
}

function announce(engineId: string, linked: Linked[]): void {
  for (const workspaceId of new Set(linked.map((campaign) => campaign.workspace_id))) {
    publish(workspaceId, { type: 'sync.done', id: engineId, version: 0 })
  }
}
