import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { PLATFORM_OWNER } from '@/lib/credentials/vault'
import { asPlatform } from '@/lib/db/principals'
import { runtime } from '@/lib/runtime'
import type { Call } from './call'

export type WebhookKey = { keyId: string; secret: string }
type KeyOf = { workspaceId: string } | { engineId: string }

/** A live inbound key of a workspace or of a shared engine, sealed as production seals it. */
export async function createWebhookKey(of: KeyOf, legacyUntil: string | null = null): Promise<WebhookKey> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  const owner = 'workspaceId' in of ? of.workspaceId : PLATFORM_OWNER
  const sealed = runtime().vault.seal(secret, { owner, type: 'webhook' })
  const subject = 'workspaceId' in of ? { workspace_id: of.workspaceId } : { engine_id: of.engineId }
  const version = 1 + Math.floor(Math.random() * 1e9)
  return asPlatform('test webhook key')(async (trx) => {
    const { id } = await trx
      .insertInto('platform.webhook_secrets')
      .values({ ...subject, ...sealed, version, legacy_until: legacyUntil })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { keyId: id, secret }
  })
}

type Delivery = WebhookKey & { id?: string; at?: Date }

/** A status-change delivery as the hook file signs it. */
export function signDelivery(body: string, { keyId, secret, id = `msg_${randomUUID()}`, at = new Date() }: Delivery) {
  return {
    path: '/api/webhooks/n8n/status-change',
    headers: {
      'webhook-key-id': keyId,
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    },
    body,
  } satisfies Omit<Call, 'method'>
}

/** The older form: hex HMAC of the body alone. */
export const signLegacy = (body: string, { keyId, secret }: WebhookKey, requestId: string = randomUUID()) => ({
  path: '/api/webhooks/n8n/status-change',
  headers: {
    'webhook-key-id': keyId,
    'x-request-id': requestId,
    'x-n8n-signature': createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
      .update(body)
      .digest('hex'),
  },
  body,
})
