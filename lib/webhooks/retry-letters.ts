import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { replayDelivery } from './replay'

const BATCH = 100
/** A replay that has not ended by then died on its way. */
const STUCK_AFTER = '10 minutes'

export type Retried = { healed: number; resting: number }

/**
 * Tries the kept deliveries again that are due, oldest first, until none is left or the signal says so. Safe beside itself.
 * Throws DATABASE_UNAVAILABLE; what was under way then is due again ten minutes later.
 */
export async function retryLetters({ signal }: { signal?: AbortSignal } = {}): Promise<Retried> {
  const retried: Retried = { healed: 0, resting: 0 }
  for (let ids = await takeDue(); ids.length > 0; ids = await takeDue())
    for (const id of ids) {
      signal?.throwIfAborted()
      retried[(await replayDelivery(id, randomUUID())) ? 'healed' : 'resting'] += 1
    }
  return retried
}

async function takeDue(): Promise<string[]> {
  const { rows } = await asPlatform('letters to try again')((trx) =>
    sql<{ id: string }>`update platform.dead_letters set status = 'retrying' where id = any (array(
        select id from platform.dead_letters where source = 'webhook_in'
          and ((status = 'parked' and next_retry_at <= now())
            or (status = 'retrying' and updated_at < now() - ${STUCK_AFTER}::interval))
        order by next_retry_at nulls first, id limit ${BATCH} for update skip locked))
      returning id`.execute(trx),
  )
  return rows.map(({ id }) => id).toSorted()
}
