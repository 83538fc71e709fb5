import type { AppError } from '@/lib/api/errors'
import { asPlatform } from '@/lib/db/principals'
import type { Delivery } from './delivery'

export const LETTER_PREFIX = 'webhooks.n8n.'

/** Keeps a signed delivery that could not be applied, with the reason, so that it can be looked at and replayed. */
export async function parkDelivery(delivery: Delivery, raw: Buffer, reason: AppError): Promise<void> {
  const { caller, door, id, preset } = delivery
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
      })
      .execute(),
  )
}
