import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { AppError } from '@/lib/api/errors'
import { asPlatform } from '@/lib/db/principals'
import { RETRY_AFTER_MINUTES } from './engine-status'
import { syncEngine } from './sync-engine'

/** Tries due failures again: after 1, 5, 30 min, 2 h, 12 h; then they wait for a person. Returns how many engines were asked. */
export async function retryFailures(cut?: { signal: AbortSignal }): Promise<number> {
  const platform = asPlatform('retry of sync failures')
  const due = await platform((trx) =>
    trx
      .selectFrom('platform.sync_failures')
      .select('engine_id')
      .distinct()
      .where('resolved_at', 'is', null)
      .where('next_retry_at', '<=', sql<string>`now()`)
      .where('engine_id', 'is not', null)
      .limit(100)
      .execute(),
  )
  const origin = { source: 'cron', actor: { type: 'job', id: 'sync.retry' }, requestId: randomUUID() } as const
  for (const { engine_id } of due) {
    if (!engine_id) continue
    const result = await syncEngine({ engineId: engine_id, origin, ...cut })
    if (result.error) await platform((trx) => postpone(engine_id).execute(trx))
  }
  return due.length
}

const postpone = (engineId: string) =>
  sql`update platform.sync_failures set retry_count = retry_count + 1,
    next_retry_at = now() + (array[${sql.join(RETRY_AFTER_MINUTES.slice(1))}]::int[])[retry_count + 1] * interval '1 minute'
    where engine_id = ${engineId}::uuid and resolved_at is null and next_retry_at <= now()`

/** A person wants it tried now. Throws SYNC_FAILURE_NOT_FOUND. */
export async function replayFailure(id: string): Promise<void> {
  await asPlatform('replay of a sync failure')(async (trx) => {
    const row = await trx
      .updateTable('platform.sync_failures')
      .set({ next_retry_at: sql<string>`now()`, retry_count: 0 })
      .where('id', '=', id)
      .where('resolved_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!row) throw new AppError('SYNC_FAILURE_NOT_FOUND')
  })
}
