import { createHash } from 'node:crypto'
import type { AppError, ErrorCode } from '@/lib/api/errors'
import { asPlatform } from '@/lib/db/principals'
import type { Delivery } from './delivery'
import { nextTryAt } from './ladder'

export const LETTER_PREFIX = 'webhooks.n8n.'

/** What a delivery names may come to exist; what is malformed stays so. */
const MAY_HEAL: ReadonlySet<ErrorCode> = new Set(['CAMPAIGN_NOT_FOUND', 'CONTACT_NOT_FOUND'])

/** True for a refusal that may be another one in a while. A shared engine's campaigns find their workspace later. */
export const mayHeal = (code: ErrorCode, { caller }: Pick<Delivery, 'caller'>): boolean =>
  MAY_HEAL.has(code) || (code === 'WORKSPACE_MISMATCH' && caller.workspaceId === null)

/**
 * Keeps a signed delivery that could not be applied, with the reason, so that it can be looked at and replayed; if it may
 * heal it is tried again by itself. The same delivery again is the same letter.
 */
export async function parkDelivery(
  delivery: Delivery,
  raw: Buffer,
  reason: AppError,
  canHeal = mayHeal(reason.code, delivery),
): Promise<void> {
  const { caller, door, id, preset } = delivery
  const identity = JSON.stringify([caller.keyId, door, preset ?? null, id])
  await asPlatform('signed delivery that could not be applied')((trx) =>
    trx
      .insertInto('platform.dead_letters')
      .values({
        workspace_id: caller.workspaceId,
        source: 'webhook_in',
        job: `${LETTER_PREFIX}${door}`,
        payload: {
          key_id: caller.keyId,
          engine_id: caller.engineId,
          is_legacy: caller.legacy,
          delivery_id: id,
          ...(preset && { preset }),
          body: raw.toString('utf8').replaceAll('\0', ''),
        },
        error: `${reason.code}: ${reason.message}`,
        delivery_hash: createHash('sha256').update(identity).update(raw).digest(),
        next_retry_at: canHeal ? nextTryAt(1) : null,
        ...(delivery.receivedAt !== undefined && { created_at: new Date(delivery.receivedAt).toISOString() }),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
}
