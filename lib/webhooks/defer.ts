import type { AppError } from '@/lib/api/errors'
import { asPlatform } from '@/lib/db/principals'
import type { Delivery } from './delivery'
import { nextTryAt } from './ladder'

/**
 * Keeps a proved delivery that came over its limit, or whose effect failed for no fault of its own; the control plane applies
 * it. The same delivery again is one.
 */
export async function deferDelivery(delivery: Delivery, raw: Buffer, failure?: AppError): Promise<void> {
  const { caller, door, id, preset } = delivery
  const next_try_at = failure && nextTryAt(1)
  await asPlatform('delivery over its limit')((trx) =>
    trx
      .insertInto('platform.deferred_deliveries')
      .values({
        workspace_id: caller.workspaceId,
        engine_id: caller.engineId,
        key_id: caller.keyId,
        is_legacy: caller.legacy,
        door,
        preset: preset ?? null,
        delivery_id: id.slice(0, 255),
        raw,
        ...(failure &&
          next_try_at && { attempts: 1, error: `${failure.code}: ${failure.message}`.slice(0, 500), next_try_at }),
      })
      .onConflict((conflict) => conflict.columns(['key_id', 'door', 'delivery_id']).doNothing())
      .execute(),
  )
}
