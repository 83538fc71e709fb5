import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { retryTransaction } from '@/lib/db/retry'

/** daily_stats, daily_campaign_stats and daily_costs; the first two are counted together. */
export type Rollup = 'stats' | 'campaign_stats' | 'costs'

/**
 * Counts one day of a workspace anew from its events. What comes in meanwhile waits: the function holds the lock that
 * recording takes, and looks only once it has it. (REPEATABLE READ would look first, and starve under steady traffic.)
 * Throws DATABASE_UNAVAILABLE after four attempts, INVALID_INPUT for a day older than events are kept.
 */
export async function rebuildDay(workspaceId: string, rollup: Rollup, day: string): Promise<void> {
  const rebuild = sql.raw(rollup === 'costs' ? 'private.rebuild_daily_costs' : 'private.rebuild_daily_stats')
  await retryTransaction(() =>
    asPlatform('stats repair')((trx) =>
      sql`select ${rebuild}(${workspaceId}::uuid, ${day}::date, ${day}::date)`.execute(trx),
    ),
  )
}
