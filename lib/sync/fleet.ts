import { asPlatform } from '@/lib/db/principals'

/** Every engine's state and the failures that are open: what a super admin steers by. */
export async function getFleetSync() {
  return asPlatform('sync state of the fleet')(async (trx) => ({
    engines: await trx
      .selectFrom('platform.engines')
      .select(['id', 'name', 'workspace_id', 'status', 'status_reason', 'status_since', 'last_full_sync_at'])
      .orderBy('status_since', 'desc')
      .limit(200)
      .execute(),
    failures: await trx
      .selectFrom('platform.sync_failures')
      .select([
        'id',
        'workspace_id',
        'engine_id',
        'source',
        'error_message',
        'retry_count',
        'next_retry_at',
        'created_at',
      ])
      .where('resolved_at', 'is', null)
      .orderBy('created_at', 'desc')
      .limit(200)
      .execute(),
  }))
}
