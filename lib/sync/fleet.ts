import { z } from 'zod'
import { asPlatform } from '@/lib/db/principals'

const instant = z.iso.datetime()
export const FleetSync = z.object({
  engines: z.array(
    z.object({
      id: z.uuid(),
      name: z.string().nullable(),
      /** Null: shared. */
      workspace_id: z.uuid().nullable(),
      status: z.string(),
      status_reason: z.string().nullable(),
      status_since: instant,
      last_full_sync_at: instant.nullable(),
    }),
  ),
  failures: z.array(
    z.object({
      id: z.uuid(),
      workspace_id: z.uuid().nullable(),
      engine_id: z.uuid().nullable(),
      source: z.string(),
      error_message: z.string(),
      retry_count: z.number().int(),
      next_retry_at: instant.nullable(),
      created_at: instant,
    }),
  ),
})
export type FleetSync = z.infer<typeof FleetSync>

/** Every engine's state and the failures that are open: what a super admin steers by. */
export async function getFleetSync(): Promise<FleetSync> {
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
