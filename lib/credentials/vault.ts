import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/**
 * AES-256-GCM for secrets at rest. The key is derived per workspace with HKDF-SHA-256 (RFC 5869) from a versioned
 * master key; the AAD binds workspace, type and key version, so a blob copied to another row does not decrypt.
 */
export type VaultKeys = { current: number; keys: Record<number, string> }
export type SealedSecret = { ciphertext: Buffer; nonce: Buffer; tag: Buffer; key_version: number }
/** What a blob belongs to. `owner` is the workspace id, or the zero uuid for the platform's own. */
export type SecretBinding = { owner: string; type: 'engine' | 'webhook' | 'credential' }
export type Vault = {
  seal: (plain: string, binding: SecretBinding) => SealedSecret
  open: (sealed: SealedSecret, binding: SecretBinding) => string
  /** Keys the HMAC of a workspace's addresses. From the oldest master key kept, so that a rotation changes no hash. */
  addressKey: (workspaceId: string) => Buffer
}

export const PLATFORM_OWNER = '00000000-0000-0000-0000-000000000000'
const TAG_BYTES = 16

const aadOf = (binding: SecretBinding, version: number) => Buffer.from(`${binding.owner}:${binding.type}:${version}`)

/** `keys` maps a version to 32 bytes in base64. Throws at boot when one is missing or short. */
export function createVault({ current, keys }: VaultKeys): Vault {
  const masters = new Map(Object.entries(keys).map(([version, key]) => [Number(version), Buffer.from(key, 'base64')]))
  for (const [version, key] of masters) {
    if (key.length !== 32) throw new Error(`Vault key ${version} must be 32 bytes in base64`)
  }
  if (!masters.has(current)) throw new Error(`Vault key ${current} is missing`)

  const keyFor = (binding: SecretBinding, version: number): Buffer => {
    const master = masters.get(version)
    if (!master) throw new Error(`Vault key ${version} is missing`)
    return Buffer.from(hkdfSync('sha256', master, binding.owner, `sovereign:${binding.type}`, 32))
  }

  const oldest = masters.get(Math.min(...masters.keys())) ?? Buffer.alloc(0)

  return {
    addressKey: (workspaceId) => Buffer.from(hkdfSync('sha256', oldest, workspaceId, 'sovereign:address', 32)),
    seal(plain, binding) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', keyFor(binding, current), nonce, { authTagLength: TAG_BYTES })
      cipher.setAAD(aadOf(binding, current))
      const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return { ciphertext, nonce, tag: cipher.getAuthTag(), key_version: current }
    },
    open(sealed, binding) {
      // Without authTagLength Node accepts a truncated tag.
      const decipher = createDecipheriv('aes-256-gcm', keyFor(binding, sealed.key_version), sealed.nonce, {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(aadOf(binding, sealed.key_version))
      decipher.setAuthTag(sealed.tag)
      return Buffer.concat([decipher.update(sealed.ciphertext), decipher.final()]).toString('utf8')
    },
  }
}
