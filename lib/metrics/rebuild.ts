import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { retryTransaction } from '@/lib/db/retry'

export type Rollup = 'stats' | 'costs'

/**
 * Counts one day of a workspace anew from its events, while more may be coming in: one that lands meanwhile makes the
 * attempt fail, and it is repeated. Throws DATABASE_UNAVAILABLE after eight attempts, INVALID_INPUT for a day older than
 * events are kept.
 */
export async function rebuildDay(workspaceId: string, rollup: Rollup, day: string): Promise<void> {
  const rebuild = sql.raw(rollup === 'stats' ? 'private.rebuild_daily_stats' : 'private.rebuild_daily_costs')
  await retryTransaction(
    () =>
      asPlatform('stats repair')(
        (trx) => sql`select ${rebuild}(${workspaceId}::uuid, ${day}::date, ${day}::date)`.execute(trx),
        { isolation: 'repeatable read' },
      ),
    { attempts: 7, baseMs: 50, capMs: 1_000 },
  )
}
