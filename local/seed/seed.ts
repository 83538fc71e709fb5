import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { createVault } from '@/lib/credentials/vault'
import type { LocalN8n } from '../n8n/workflows'
import { type Secrets, vaultKeys } from '../secrets'
import type { StackState } from '../state'
import { seedCampaigns } from './campaigns'
import { seedEngine, seedWebhookSecrets } from './engine'
import { seedPeople, stackUsers } from './people'

const newWebhookSecret = () => `whsec_${randomBytes(32).toString('base64')}`

/** Demo workspaces, people, engine and campaigns: made once, never overwritten. Safe at every start. */
export const seedStack = async (
  postgresUrl: string,
  n8n: LocalN8n,
  secrets: Secrets,
): Promise<Pick<StackState, 'users' | 'webhook_secrets'>> => {
  const sql = postgres(postgresUrl, { max: 1, onnotice: () => {} })
  const vault = createVault(vaultKeys(secrets))
  try {
    await seedPeople(sql, secrets.demo_password)
    const engineId = await seedEngine(sql, vault, n8n, secrets)
    const webhook_secrets = await seedWebhookSecrets(sql, vault, newWebhookSecret)
    await seedCampaigns(sql, n8n, engineId)
    return { users: stackUsers(secrets.demo_password), webhook_secrets }
  } finally {
    await sql.end()
  }
}
