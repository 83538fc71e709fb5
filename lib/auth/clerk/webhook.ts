import { Webhook } from 'svix'
import { AppError } from '@/lib/api/errors'
import { webConfig } from '@/lib/runtime'

export type ClerkDelivery = { deliveryId: string }

/** Proves that Clerk sent these bytes, by Svix's own code, within 5 minutes. Throws WEBHOOK_SIGNATURE_INVALID; NOT_FOUND with Clerk off. */
export async function verifyClerkDelivery(headers: Headers, raw: Buffer): Promise<ClerkDelivery> {
  const { signIn } = webConfig()
  if (signIn.kind !== 'clerk') throw new AppError('NOT_FOUND')
  const deliveryId = headers.get('svix-id') ?? ''
  try {
    new Webhook(signIn.webhookSecret).verify(raw, {
      'svix-id': deliveryId,
      'svix-timestamp': headers.get('svix-timestamp') ?? '',
      'svix-signature': headers.get('svix-signature') ?? '',
    })
  } catch (cause) {
    throw new AppError('WEBHOOK_SIGNATURE_INVALID', undefined, { cause })
  }
  if (deliveryId.length > 255) throw new AppError('WEBHOOK_SIGNATURE_INVALID')
  return { deliveryId }
}
