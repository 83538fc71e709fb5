import type { AppError } from '@/lib/api/errors'
import type { ClerkDelivery } from '@/lib/auth/clerk/webhook'
import { asPlatform } from '@/lib/db/principals'

/** Keeps a signed delivery that could not be applied, bytes and reason, for whoever looks into dead letters. */
export async function parkClerkDelivery({ deliveryId }: ClerkDelivery, raw: Buffer, reason: AppError): Promise<void> {
  await asPlatform('clerk user sync')((trx) =>
    trx
      .insertInto('platform.dead_letters')
      .values({
        source: 'webhook_in',
        job: 'clerk',
        payload: { delivery_id: deliveryId, body: raw.toString('utf8') },
        error: reason.details ? `${reason.code} ${JSON.stringify(reason.details)}` : reason.code,
      })
      .execute(),
  )
}
