import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readJson, writeJson } from './files'
import { home } from './paths'

const Secrets = z.object({
  postgres_password: z.string(),
  app_database_password: z.string(),
  redis_password: z.string(),
  n8n_encryption_key: z.string(),
  n8n_owner_password: z.string(),
  n8n_api_key: z.string().optional(),
  credential_key: z.string(),
  cron_secret: z.string(),
  metrics_token: z.string(),
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
  credential_key: randomBytes(32).toString('base64'),
  cron_secret: token(),
  metrics_token: token(),
  session_private_key: generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
  demo_password: password(),
})

/** The stack's own secrets: made once, kept in its home with mode 600, gone with `reset`. */
export const loadSecrets = (): Secrets => {
  const known = readJson(secretsFile, Secrets.partial()) ?? {}
  const secrets = { ...createSecrets(), ...known }
  writeJson(secretsFile, secrets)
  return secrets
}

export const rememberApiKey = (key: string): void => writeJson(secretsFile, { ...loadSecrets(), n8n_api_key: key })
