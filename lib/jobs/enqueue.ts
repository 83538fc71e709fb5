import { sql } from 'kysely'
import type { Tx } from '@/lib/db/principals'
import { runtime } from '@/lib/runtime'
import { CATALOG, type JobName, type JobPayload } from './catalog'

export const OUTBOX_DOORBELL = 'sovereign:outbox'

type EnqueueOptions = { workspaceId: string | null; dedupeKey?: string; delayMs?: number }

/**
 * Writes the job in the caller's transaction, so that state and job are kept or lost together. A job still waiting
 * with the same dedupe key serves both callers. The control plane relays it to the queue.
 */
export async function enqueue<K extends JobName>(
  trx: Tx,
  job: K,
  payload: JobPayload<K>,
  { workspaceId, dedupeKey, delayMs = 0 }: EnqueueOptions,
): Promise<void> {
  const parsed = CATALOG[job].payload.parse(payload)
  await sql`select private.enqueue(${workspaceId}::uuid, ${job}, ${parsed}::jsonb, ${dedupeKey ?? null},
    now() + ${delayMs} * interval '1 millisecond')`.execute(trx)
}

/** Wakes the relay now instead of at its next look. Losing the ring costs a fraction of a second, never the job. */
export function ringOutbox(): void {
  runtime()
    .redis.publish(OUTBOX_DOORBELL, '1')
    .catch(() => undefined)
}
