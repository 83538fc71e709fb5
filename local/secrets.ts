import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { VaultKeys } from '@/lib/credentials/vault'
import { readJson, writeJson } from './files'
import { home } from './paths'

const Secrets = z.object({
  postgres_password: z.string(),
  app_database_password: z.string(),
  redis_password: z.string(),
  n8n_encryption_key: z.string(),
  n8n_owner_password: z.string(),
  n8n_api_key: z.string().optional(),
  hook_key_id: z.uuid(),
  hook_secret: z.string(),
  credential_key: z.string(),
  cron_secret: z.string(),
  session_private_key: z.string(),
  demo_password: z.string(),
})
export type Secrets = z.infer<typeof Secrets>

const secretsFile = join(home, 'secrets.json')
const token = (bytes = 32) => randomBytes(bytes).toString('base64url')
// n8n wants at least one digit and one capital.
const password = () => `${token(12)}A1`

const createSecrets = (): Secrets => ({
  postgres_password: token(),
  app_database_password: token(),
  redis_password: token(),
  n8n_encryption_key: token(),
  n8n_owner_password: password(),
  hook_key_id: randomUUID(),
  hook_secret: `whsec_${randomBytes(32).toString('base64')}`,
  credential_key: randomBytes(32).toString('base64'),
  cron_secret: token(),
  session_private_key: generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
  demo_password: password(),
})

/** The stack's own secrets: made once, kept in its home with mode 600, gone with `reset`. */
export const loadSecrets = (): Secrets => {
  const secrets = Secrets.parse({ ...createSecrets(), ...readJson(secretsFile, z.record(z.string(), z.string())) })
  writeJson(secretsFile, secrets)
  return secrets
}

export const rememberApiKey = (key: string): void => writeJson(secretsFile, { ...loadSecrets(), n8n_api_key: key })

export const vaultKeys = (secrets: Secrets): VaultKeys => ({ current: 1, keys: { 1: secrets.credential_key } })
