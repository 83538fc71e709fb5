import type { Sql } from 'postgres'
import { PLATFORM_OWNER, type Vault } from '@/lib/credentials/vault'
import { n8nOwner } from '../n8n/bootstrap'
import type { LocalN8n } from '../n8n/workflows'
import type { Secrets } from '../secrets'
import { seedId } from './ids'
import { workspaces } from './people'

const engineId = seedId('engine')

type Sealed = { ciphertext: Buffer; nonce: Buffer; tag: Buffer; key_version: number }

/** True when the row already says this; a fresh seal of the same text would make every process reconnect. */
const isKept = async (sql: Sql, vault: Vault, baseUrl: string, access: string): Promise<boolean> => {
  const [row] = await sql<(Sealed & { base_url: string })[]>`select base_url, ciphertext, nonce, tag, key_version
    from platform.engines where id = ${engineId}`
  return row?.base_url === baseUrl && vault.open(row, { owner: PLATFORM_OWNER, type: 'engine' }) === access
}

/** The shared engine and the secret its hook file signs with; both follow the local n8n's address and keys. */
export const seedEngine = async (sql: Sql, vault: Vault, n8n: LocalN8n, secrets: Secrets): Promise<string> => {
  const baseUrl = `${n8n.url}/api/v1`
  const access = JSON.stringify({ api_key: n8n.apiKey, owner: n8nOwner() })
  if (!(await isKept(sql, vault, baseUrl, access))) {
    const engine = vault.seal(access, { owner: PLATFORM_OWNER, type: 'engine' })
    await sql`insert into platform.engines ${sql({ id: engineId, name: 'Shared n8n', kind: 'n8n_api', base_url: baseUrl, ...engine })}
      on conflict (id) do update set base_url = excluded.base_url, ciphertext = excluded.ciphertext,
        nonce = excluded.nonce, tag = excluded.tag, key_version = excluded.key_version`
  }
  const hook = vault.seal(secrets.hook_secret, { owner: PLATFORM_OWNER, type: 'webhook' })
  await sql`insert into platform.webhook_secrets ${sql({ id: secrets.hook_key_id, engine_id: engineId, ...hook })}
    on conflict do nothing`
  return engineId
}

type SecretRow = Sealed & { workspace_id: string }

/** One inbound webhook secret per workspace; what is there, rotated or not, is kept. Returns the newest of each. */
export const seedWebhookSecrets = async (
  sql: Sql,
  vault: Vault,
  fresh: () => string,
): Promise<Record<string, string>> => {
  for (const { id } of workspaces) {
    const sealed = vault.seal(fresh(), { owner: id, type: 'webhook' })
    await sql`insert into platform.webhook_secrets ${sql({ id: seedId('webhook', id), workspace_id: id, ...sealed })}
      on conflict do nothing`
  }
  const rows = await sql<
    SecretRow[]
  >`select distinct on (workspace_id) workspace_id, ciphertext, nonce, tag, key_version
    from platform.webhook_secrets where workspace_id is not null order by workspace_id, version desc`
  return Object.fromEntries(
    rows.map((row) => [row.workspace_id, vault.open(row, { owner: row.workspace_id, type: 'webhook' })]),
  )
}
