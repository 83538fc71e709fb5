import { randomUUID } from 'node:crypto'
import { bulkhead } from 'cockatiel'
import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { enqueue } from '@/lib/jobs/enqueue'
import { runtime } from '@/lib/runtime'
import { addCounts, NOTHING_SYNCED, type SyncCounts } from './counts'
import { syncEngine } from './sync-engine'

const ENGINES_AT_ONCE = 20
const PROOFS_PER_PASS = 50
type Pass = { signal?: AbortSignal }

/** Engines with an active campaign or an open intent (every 60 s). */
export const syncActive = (pass: Pass = {}): Promise<SyncCounts> => syncAll('active', pass)

/** All engines (every 5 min). */
export async function syncFull(pass: Pass = {}): Promise<SyncCounts> {
  const counts = await syncAll('full', pass)
  await enqueueProofs()
  return counts
}

/** Effects are looked at again from time to time, the longest unseen first: a trigger can die while its flag stays on. */
async function enqueueProofs(): Promise<void> {
  await asPlatform('periodic proofs')(async (trx) => {
    const { rows } = await sql<{ workspace_id: string; id: string }>`select c.workspace_id, c.id from campaigns c
      join platform.engines e on e.id = c.engine_id and e.status = 'ok'
      where c.desired_active and c.deleted_at is null and (c.proved_at is null or c.proved_at < now() - interval '5 minutes')
      order by c.proved_at nulls first limit ${PROOFS_PER_PASS}`.execute(trx)
    for (const { workspace_id, id } of rows) {
      await enqueue(
        trx,
        'campaigns.prove',
        { workspace_id, campaign_id: id },
        { workspaceId: workspace_id, dedupeKey: id },
      )
    }
  })
}

async function syncAll(type: 'active' | 'full', { signal }: Pass): Promise<SyncCounts> {
  const startedAt = performance.now()
  const engines = await findEngines(type)
  const lane = bulkhead(ENGINES_AT_ONCE, Number.POSITIVE_INFINITY)
  const origin = { source: 'cron', actor: { type: 'job', id: `sync.${type}` }, requestId: randomUUID() } as const
  const one = (engineId: string) =>
    syncEngine({ engineId, origin, ...(signal && { signal }) }).catch((error: Error): SyncCounts => {
      runtime().log.error({ err: error, engine_id: engineId }, 'sync_engine_failed')
      return { ...NOTHING_SYNCED, errored: 1, error: error.message }
    })
  const results = await Promise.all(engines.map((engineId) => lane.execute(() => one(engineId))))
  const total = results.reduce(addCounts, NOTHING_SYNCED)
  await log(type, total, results.length > 0 && results.every((one) => one.skipped), performance.now() - startedAt)
  return total
}

async function findEngines(type: 'active' | 'full'): Promise<string[]> {
  const { rows } = await asPlatform('engines to sync')((trx) =>
    sql<{ id: string }>`select e.id from platform.engines e where e.status <> 'retired' and exists (
      select from campaigns c where c.engine_id = e.id and c.deleted_at is null and (${type} = 'full' or c.desired_active or exists (
        select from campaign_intents i where i.workspace_id = c.workspace_id and i.campaign_id = c.id
          and i.status in ('pending', 'applying'))))`.execute(trx),
  )
  return rows.map((row) => row.id)
}

async function log(type: string, counts: SyncCounts, skipped: boolean, durationMs: number): Promise<void> {
  const status = skipped ? 'skipped' : counts.error ? 'failed' : 'succeeded'
  const { checked, updated, errored, error } = counts
  await asPlatform('sync log')((trx) =>
    trx
      .insertInto('platform.sync_logs')
      .values({
        sync_type: type,
        status,
        checked,
        updated,
        errored,
        error,
        duration_ms: Math.round(durationMs),
        finished_at: new Date().toISOString(),
      })
      .execute(),
  )
}
