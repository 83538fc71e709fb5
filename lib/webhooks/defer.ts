import { asPlatform } from '@/lib/db/principals'
import type { Delivery } from './delivery'

/** Keeps a proved delivery that came over its limit; the control plane applies it. The same delivery again is one. */
export async function deferDelivery({ caller, door, id, preset }: Delivery, raw: Buffer): Promise<void> {
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
      })
      .onConflict((conflict) => conflict.columns(['key_id', 'door', 'delivery_id']).doNothing())
      .execute(),
  )
}
