import { randomBytes, randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { Webhook } from 'standardwebhooks'
import { createVault } from '@/lib/credentials/vault'
import type { StackState, StackUser } from '@/local/state'

/** A workspace with one campaign and a signing key, for events to go into. */
export type Door = { workspaceId: string; slug: string; campaignId: string; keyId: string; secret: string }

export async function createDoor(sql: Sql, state: StackState, owner: StackUser): Promise<Door> {
  const [workspaceId, campaignId, keyId] = [randomUUID(), randomUUID(), randomUUID()]
  const slug = `door-${workspaceId.slice(0, 12)}`
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  const sealed = createVault(JSON.parse(state.app_env.VAULT_KEYS ?? '{}')).seal(secret, {
    ...{ owner: workspaceId, type: 'webhook' },
  })
  const [user] = await sql<{ user_id: string }[]>`select user_id from platform.local_users where email = ${owner.email}`
  const userId = user?.user_id ?? ''
  await sql`insert into workspaces ${sql({ id: workspaceId, slug, name: 'Door', plan: 'pro', owner_id: userId, onboarding_complete: true })}`
  await sql`insert into workspace_members ${sql({ workspace_id: workspaceId, user_id: userId, role: 'owner', email: owner.email })}`
  await sql`insert into campaigns ${sql({ workspace_id: workspaceId, id: campaignId, name: 'Outreach', status: 'paused', created_by: userId })}`
  await sql`insert into platform.webhook_secrets ${sql({ id: keyId, workspace_id: workspaceId, ...sealed })}`
  return { workspaceId, slug, campaignId, keyId, secret }
}

export type Signed = { body: string; headers: Record<string, string> }

/** One delivery, signed as Standard Webhooks wants it. */
export function sign({ keyId, secret }: Pick<Door, 'keyId' | 'secret'>, payload: unknown): Signed {
  const body = JSON.stringify(payload)
  const [id, at] = [`msg_${randomUUID()}`, new Date()]
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-key-id': keyId,
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    },
  }
}
