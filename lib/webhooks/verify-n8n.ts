import { createHmac, timingSafeEqual } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { AppError } from '@/lib/api/errors'
import { PLATFORM_OWNER } from '@/lib/credentials/vault'
import { asPlatform } from '@/lib/db/principals'
import { runtime } from '@/lib/runtime'

/** Whose key signed: one workspace's, or a shared engine's that serves the workspaces linked to it. */
export type N8nCaller = { keyId: string; workspaceId: string | null; engineId: string | null; legacy: boolean }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Proves an n8n delivery over its raw bytes: Standard Webhooks (`webhook-id`, `-timestamp` ±300 s, `-signature`), or,
 * until the key's `legacy_until`, `x-n8n-signature` (hex HMAC of the body) with `X-Request-ID`. `webhook-key-id` names the
 * key, or the workspace whose live keys are tried: old and new both, during rotation. Throws WEBHOOK_SIGNATURE_INVALID,
 * one body for all causes.
 */
export async function verifyN8nDelivery(headers: Headers, raw: Buffer): Promise<N8nCaller> {
  const name = headers.get('webhook-key-id') ?? headers.get('x-workspace-id') ?? ''
  const keys = UUID.test(name) ? await findKeys(name) : []
  const legacy = headers.has('x-n8n-signature')
  const prove = legacy ? isLegacyProven : isProven
  const key = keys.find((one) => prove(headers, raw, openSecret(one)))
  // An unknown key takes the same path as a wrong signature, so that neither answers sooner.
  if (keys.length === 0) prove(headers, raw, DECOY)
  const mayBeLegacy = !legacy || (key?.legacy_until && Date.parse(key.legacy_until) > Date.now())
  if (!key || !mayBeLegacy) throw new AppError('WEBHOOK_SIGNATURE_INVALID')
  return { keyId: key.id, workspaceId: key.workspace_id, engineId: key.engine_id, legacy }
}

const DECOY = `whsec_${Buffer.alloc(32).toString('base64')}`
const MOST_LIVE_KEYS = 3

async function findKeys(name: string) {
  const now = new Date().toISOString()
  return asPlatform('keys of an inbound webhook')((trx) =>
    trx
      .selectFrom('platform.webhook_secrets')
      .select(['id', 'workspace_id', 'engine_id', 'legacy_until', 'ciphertext', 'nonce', 'tag', 'key_version'])
      .where((eb) => eb.or([eb('id', '=', name), eb('workspace_id', '=', name)]))
      .where('active_from', '<=', now)
      .where((eb) => eb.or([eb('active_until', 'is', null), eb('active_until', '>', now)]))
      .orderBy('version', 'desc')
      .limit(MOST_LIVE_KEYS)
      .execute(),
  )
}

type Key = Awaited<ReturnType<typeof findKeys>>[number]
const openSecret = (key: Key): string =>
  runtime().vault.open(key, { owner: key.workspace_id ?? PLATFORM_OWNER, type: 'webhook' })

function isProven(headers: Headers, raw: Buffer, secret: string): boolean {
  const id = headers.get('webhook-id') ?? ''
  // A dot would let the signed string be split differently.
  if (id === '' || id.length > 255 || id.includes('.')) return false
  try {
    const signed = {
      'webhook-id': id,
      'webhook-timestamp': headers.get('webhook-timestamp') ?? '',
      'webhook-signature': headers.get('webhook-signature') ?? '',
    }
    // Parsing is ours: a signed body that is no JSON is kept and refused, not called unsigned.
    new Webhook(secret).verify(raw, signed, { jsonParse: false })
    return true
  } catch {
    return false
  }
}

function isLegacyProven(headers: Headers, raw: Buffer, secret: string): boolean {
  const id = headers.get('x-request-id') ?? ''
  const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const expected = createHmac('sha256', bytes).update(raw).digest()
  const given = Buffer.from(headers.get('x-n8n-signature') ?? '', 'hex')
  return id !== '' && id.length <= 255 && given.length === expected.length && timingSafeEqual(given, expected)
}
