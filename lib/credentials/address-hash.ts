import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { processCache } from '@/lib/auth/process-cache'
import { runtime } from '@/lib/runtime'

const KEPT_MS = 600_000
const keys = processCache<KeyObject>('address-keys', KEPT_MS)

/**
 * HMAC-SHA-256 of a lower-case address, 64 hex digits: equal addresses of one workspace are recognised, also after their
 * erasure, and those of two workspaces cannot be compared.
 */
export function hashAddress(workspaceId: string, email: string): string {
  let key = keys.get(workspaceId)
  if (!key) {
    key = createSecretKey(runtime().vault.addressKey(workspaceId))
    keys.set(workspaceId, key)
  }
  return createHmac('sha256', key).update(email).digest('hex')
}

/** The same for the addresses of a batch, most of which come several times. */
export function addressHasher(workspaceId: string): (email: string) => string {
  const known = new Map<string, string>()
  return (email) => {
    const hash = known.get(email) ?? hashAddress(workspaceId, email)
    known.set(email, hash)
    return hash
  }
}
