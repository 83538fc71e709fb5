import { bulkhead } from 'cockatiel'
import { AppError } from '@/lib/api/errors'
import { asPlatform } from '@/lib/db/principals'
import { runtime } from '@/lib/runtime'
import type { Delivery } from './delivery'
import { nextTryAt } from './ladder'
import { receiveAgain } from './n8n-doors'
import { parkDelivery } from './park'

const BATCH = 200
const KEYS_AT_ONCE = 4

export type Drained = { applied: number; parked: number; postponed: number }
type Fate = keyof Drained

/** Applies what is due, each key's deliveries in their order of arrival, until nothing is left or the signal says so. */
export async function drainDeferred({ signal }: { signal?: AbortSignal } = {}): Promise<Drained> {
  const drained: Drained = { applied: 0, parked: 0, postponed: 0 }
  for (let rows = await readDue(); rows.length > 0 && !signal?.aborted; rows = await readDue()) {
    const byKey = Map.groupBy(rows, ({ key_id }) => key_id)
    const lane = bulkhead(KEYS_AT_ONCE, Number.POSITIVE_INFINITY)
    await Promise.all(
      [...byKey.values()].map((own) =>
        lane.execute(async () => {
          for (const row of own) {
            if (signal?.aborted) return
            drained[await applyRow(row)] += 1
          }
        }),
      ),
    )
  }
  return drained
}

/** Ids grow with time. */
const readDue = () =>
  asPlatform('deliveries to drain')((trx) =>
    trx
      .selectFrom('platform.deferred_deliveries')
      .selectAll()
      .where('next_try_at', '<=', new Date().toISOString())
      .orderBy('id')
      .limit(BATCH)
      .execute(),
  )
type Row = Awaited<ReturnType<typeof readDue>>[number]

const deliveryOf = (row: Row): Delivery => ({
  caller: { keyId: row.key_id, workspaceId: row.workspace_id, engineId: row.engine_id, legacy: row.is_legacy },
  door: row.door,
  id: row.delivery_id,
  requestId: `deferred-${row.id}`,
  receivedAt: Date.parse(row.received_at),
  ...(row.preset && { preset: row.preset }),
})

async function applyRow(row: Row): Promise<Fate> {
  const delivery = deliveryOf(row)
  try {
    await receiveAgain(delivery, row.raw)
    await remove(row)
    return 'applied'
  } catch (error) {
    // Our own database was away: nothing was tried.
    if (error instanceof AppError && error.code === 'DATABASE_UNAVAILABLE') throw error
    const reason =
      error instanceof AppError ? error : new AppError('INTERNAL_SERVER_ERROR', undefined, { cause: error })
    const next = nextTryAt(row.attempts + 1)
    if (reason.status >= 500 && next !== null) {
      runtime().log.warn({ err: error, delivery: row.id, attempt: row.attempts + 1 }, 'deferred_delivery_failed')
      await postpone(row, reason, next)
      return 'postponed'
    }
    await parkDelivery(delivery, row.raw, reason)
    await remove(row)
    return 'parked'
  }
}

const remove = ({ id }: Row) =>
  asPlatform('deliveries to drain')((trx) =>
    trx.deleteFrom('platform.deferred_deliveries').where('id', '=', id).execute(),
  )

const postpone = ({ id, attempts }: Row, reason: AppError, next_try_at: string) =>
  asPlatform('deliveries to drain')((trx) =>
    trx
      .updateTable('platform.deferred_deliveries')
      .set({
        attempts: attempts + 1,
        error: `${reason.code}: ${reason.message}`.slice(0, 500),
        next_try_at,
      })
      .where('id', '=', id)
      .execute(),
  )
