import { createHash, timingSafeEqual } from 'node:crypto'
import { AppError } from '@/lib/api/errors'
import { findLiveKeys, findTokenKey, type LiveKey } from './keys'
import { NativeWebhook } from './native-webhook'

/**
 * Whose key signed: one workspace's, or a shared engine's that serves the workspaces linked to it. `sunset` is when a
 * proof of an older form stops being good.
 */
export type N8nCaller = {
  keyId: string
  workspaceId: string | null
  engineId: string | null
  legacy: boolean
  sunset?: string | null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Proves an n8n delivery over its raw bytes: Standard Webhooks (`webhook-id`, `-timestamp` ±300 s, `-signature`), or,
 * until the key's `legacy_until`, a hex HMAC of the body (`x-n8n-signature`, `x-webhook-signature`) or, where
 * `takesTokens`, the bare token (`x-webhook-token`, `x-webhook-secret`), both with `X-Request-ID`. `webhook-key-id` names
 * the key, or the workspace whose live keys are tried: old and new both, during rotation. Throws
 * WEBHOOK_SIGNATURE_INVALID, one body for all causes; INVALID_INPUT for a proven older form without `X-Request-ID`.
 */
export async function verifyN8nDelivery(
  headers: Headers,
  raw: Buffer,
  { takesTokens = false }: { takesTokens?: boolean } = {},
): Promise<N8nCaller> {
  const token = headers.get('x-webhook-token') ?? headers.get('x-webhook-secret')
  const hex = headers.get('x-n8n-signature') ?? headers.get('x-webhook-signature')
  if (takesTokens && token !== null && hex === null && !headers.has('webhook-signature'))
    return callerOf(await provenByToken(token), headers)
  const name = headers.get('webhook-key-id') ?? headers.get('x-workspace-id') ?? ''
  const prove: Prove = (webhook) => (hex === null ? isProven(headers, raw, webhook) : isLegacyProven(hex, raw, webhook))
  const key = UUID.test(name) ? await findProver(name, prove) : undefined
  if (!key) throw new AppError('WEBHOOK_SIGNATURE_INVALID')
  if (hex !== null) return callerOf(key, headers)
  return { keyId: key.id, workspaceId: key.workspaceId, engineId: key.engineId, legacy: false }
}

type Prove = (webhook: NativeWebhook) => boolean
const DECOY = new NativeWebhook(`whsec_${Buffer.alloc(32).toString('base64')}`)

/** Looks again when no kept key fits: a new one may have come since. An unknown name takes the path of a wrong signature. */
async function findProver(name: string, prove: Prove): Promise<LiveKey | undefined> {
  const kept = (await findLiveKeys(name)).find(({ webhook }) => prove(webhook))
  if (kept) return kept
  const keys = await findLiveKeys(name, true)
  if (keys.length === 0) prove(DECOY)
  return keys.find(({ webhook }) => prove(webhook))
}

/** An older form, good until its key says so. */
function callerOf(key: LiveKey | null, headers: Headers): N8nCaller {
  if (!key?.legacyUntil || Date.parse(key.legacyUntil) <= Date.now()) throw new AppError('WEBHOOK_SIGNATURE_INVALID')
  const id = headers.get('x-request-id') ?? ''
  if (id === '' || id.length > 255) throw new AppError('INVALID_INPUT', 'This form of delivery needs an X-Request-ID.')
  return {
    keyId: key.id,
    workspaceId: key.workspaceId,
    engineId: key.engineId,
    legacy: true,
    sunset: key.legacyUntil,
  }
}

async function provenByToken(token: string): Promise<LiveKey | null> {
  const hash = createHash('sha256').update(token).digest()
  const key = await findTokenKey(hash.toString('hex'))
  const expected = key?.tokenHash ?? Buffer.alloc(hash.length)
  return timingSafeEqual(hash, expected) ? key : null
}

function isProven(headers: Headers, raw: Buffer, webhook: NativeWebhook): boolean {
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
    webhook.verify(raw, signed, { jsonParse: false })
    return true
  } catch {
    return false
  }
}

function isLegacyProven(hex: string, raw: Buffer, webhook: NativeWebhook): boolean {
  const expected = webhook.digest(raw)
  const given = Buffer.from(hex, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
