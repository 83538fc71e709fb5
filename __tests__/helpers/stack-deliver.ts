import { randomBytes } from 'node:crypto'
import { createVault } from '@/lib/credentials/vault'
import type { Recorded } from '@/lib/events/schemas'
import { readState } from '@/local/state'
import { signDelivery, type WebhookKey } from '../security/deliveries'
import { database, type Tenant } from './stack-tenant'

/** What a workflow of this tenant would send: signed deliveries over HTTP to the running stack. */
export async function createDeliveryKey({ id }: Tenant): Promise<WebhookKey> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  const vault = createVault(JSON.parse(readState().app_env.VAULT_KEYS ?? ''))
  const sealed = vault.seal(secret, { owner: id, type: 'webhook' })
  const sql = database()
  const [row] = await sql<{ id: string }[]>`insert into platform.webhook_secrets
    ${sql({ workspace_id: id, ...sealed })} returning id`
  if (!row) throw new Error('The key was not created')
  return { keyId: row.id, secret }
}

/** Throws unless every item was accepted. */
export async function deliverToStack(
  key: WebhookKey,
  door: 'events' | 'cost-events',
  items: readonly object[],
): Promise<Recorded> {
  const body = JSON.stringify(items)
  const { headers } = signDelivery(body, key)
  const response = await fetch(`${readState().web_url}/api/${door}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  })
  const text = await response.text()
  const { data } = JSON.parse(text) as { data: Recorded | null }
  if (!response.ok || data?.accepted !== items.length) throw new Error(`${door} answered ${response.status}: ${text}`)
  return data
}
