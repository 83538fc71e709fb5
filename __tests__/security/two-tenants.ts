import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { toBatch } from '@/lib/events/batch'
import { createUnlinkedCampaign } from '../helpers/personas'
import { createTestEngine, createTestWorkspace, type TestWorkspace } from '../helpers/workspace'

export type Tenant = { workspace: TestWorkspace; campaignId: string }

/** A tenant with at least one row in every table that knows workspaces or people. */
export async function createFullTenant(): Promise<Tenant> {
  const workspace = await createTestWorkspace()
  const engine_id = await createTestEngine('http://127.0.0.1:9', 'no-engine')
  const campaignId = await createUnlinkedCampaign(workspace)
  const own = { workspace_id: workspace.id }
  const ofCampaign = { ...own, campaign_id: campaignId }
  await asPlatform('test tenant')(async (trx) => {
    await trx.updateTable('platform.engines').set({ status: 'retired' }).where('id', '=', engine_id).execute()
    const settings = Object.values(workspace.users).map((user_id) => ({ user_id, email: `${user_id}@example.com` }))
    await trx.insertInto('user_settings').values(settings).execute()
    const workflow = await trx
      .insertInto('platform.engine_workflows')
      .values({ ...ofCampaign, engine_id, n8n_workflow_id: randomUUID() })
      .returning('id')
      .executeTakeFirstOrThrow()
    const intent = { action: 'pause', desired_active: false, cause: 'user', from_status: 'active', to_status: 'paused' }
    const actor = { actor_type: 'user', actor_id: workspace.users.owner }
    await trx
      .insertInto('campaign_intents')
      .values({ ...ofCampaign, ...intent, ...actor, intent_version: 1, status: 'done' })
      .execute()
    await trx
      .insertInto('campaign_executions')
      .values({ ...ofCampaign, engine_workflow_id: workflow.id, kind: 'send', idempotency_key: randomUUID() })
      .execute()
    const failure = { source: 'job', error_message: 'test' }
    await trx
      .insertInto('platform.sync_failures')
      .values({ ...ofCampaign, ...failure })
      .execute()
    await trx
      .insertInto('platform.sync_logs')
      .values({ ...own, sync_type: 'user', status: 'succeeded' })
      .execute()
    const letter = { source: 'job', job: 'test', payload: {}, error: 'test' }
    await trx
      .insertInto('platform.dead_letters')
      .values({ ...own, ...letter })
      .execute()
    const sealed = { ciphertext: Buffer.alloc(1), nonce: Buffer.alloc(12), tag: Buffer.alloc(16), key_version: 1 }
    await trx
      .insertInto('platform.webhook_secrets')
      .values({ ...own, ...sealed })
      .execute()
    const engine = { ...own, kind: 'n8n_api', base_url: 'http://127.0.0.1:9', status: 'retired' }
    await trx
      .insertInto('platform.engines')
      .values({ ...engine, ...sealed })
      .execute()
  })
  await writeAudit(workspace)
  await writeMail(workspace, campaignId)
  await writePrivate(workspace)
  return { workspace, campaignId }
}

async function writeAudit({ id, users }: TestWorkspace): Promise<void> {
  const context = { actor: { type: 'user', id: users.owner } }
  await asPlatform('test tenant')((trx) =>
    sql`select private.audit(${id}::uuid, 'campaign.created', 'campaign', ${id}, null, null, null, ${context}::jsonb)`.execute(
      trx,
    ),
  )
}

/** Somebody was written to, bounced, and was told of: a row in everything that an event or a cost leaves behind. */
async function writeMail({ id, slug, users }: TestWorkspace, campaignId: string): Promise<void> {
  const common = { campaign_id: campaignId, occurred_at: new Date().toISOString(), sandbox_mode: false }
  const event = (event_type: string) => ({
    ...{ ...common, event_type, step_number: 1, bounce_type: 'hard' },
    ...{ email: `person@${slug}.example.net`, email_hash: randomBytes(32).toString('hex') },
    ...{ sender_email: `sales@${slug}.example.com`, dedupe_key: randomBytes(16).toString('hex') },
  })
  const sent = event('sent')
  const judgement = { actor_class: 'human', class_reason: null } as const
  const events = toBatch([
    { row: sent, judgement },
    { row: { ...event('bounced'), email_hash: sent.email_hash }, judgement },
  ])
  const numbers = { tokens_in: 1, tokens_out: 1, units: 0, cost_micros: 1 }
  const cost = {
    ...common,
    ...numbers,
    delivery: 1,
    i: 1,
    provider: 'openai',
    model: '',
    purpose: 'other',
    metadata: {},
  }
  await asPlatform('test tenant')(async (trx) => {
    await sql`select private.record_events(${id}::uuid, null, ${events}, '{}')`.execute(trx)
    await sql`insert into enrollments (workspace_id, campaign_id, contact_id)
      select workspace_id, ${campaignId}::uuid, id from contacts where workspace_id = ${id}::uuid`.execute(trx)
    const costs = JSON.stringify([{ ...cost, idempotency_key: randomUUID() }])
    await sql`select private.record_costs(${id}::uuid, null, ${costs}::text::json)`.execute(trx)
    await sql`insert into email_drafts (workspace_id, campaign_id, contact_id, step_number, subject, body)
      select workspace_id, ${campaignId}::uuid, id, 1, 'Test', 'Test' from contacts where workspace_id = ${id}::uuid`.execute(
      trx,
    )
    const notice = await trx
      .insertInto('notifications')
      .values({ workspace_id: id, kind: 'test', category: 'system', title: 'Test' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const read = { workspace_id: id, notification_id: notice.id, user_id: users.owner }
    await trx.insertInto('notification_reads').values(read).execute()
    await trx.insertInto('platform.health_checks').values({ scope: 'test', workspace_id: id, status: 'ok' }).execute()
  })
}

/** What no tenant may ever see: accounts, sessions, jobs and what was heard before. */
async function writePrivate({ id, slug, users }: TestWorkspace): Promise<void> {
  await asPlatform('test tenant')(async (trx) => {
    const account = { user_id: users.owner, email: `owner@${slug}.example.com`, password_hash: 'none' }
    await trx.insertInto('platform.local_users').values(account).execute()
    const until = new Date(Date.now() + 3_600_000).toISOString()
    const session = { token_hash: randomBytes(32), user_id: users.owner, expires_at: until }
    await trx.insertInto('platform.local_sessions').values(session).execute()
    await trx
      .insertInto('platform.outbox')
      .values({ workspace_id: id, job: 'test', payload: {}, done_at: until })
      .execute()
    const key = { workspace_id: id, actor: users.owner, route: 'POST /', key: randomUUID(), locked_until: until }
    await trx
      .insertInto('platform.idempotency_keys')
      .values({ ...key, body_hash: randomBytes(32) })
      .execute()
    const heard = { source: 'test', request_id: randomUUID(), workspace_id: id }
    await trx.insertInto('platform.inbound_requests').values(heard).execute()
    const deferred = { workspace_id: id, key_id: randomUUID(), door: 'events', delivery_id: randomUUID() }
    const never = new Date(Date.now() + 365 * 86_400_000).toISOString()
    await trx
      .insertInto('platform.deferred_deliveries')
      .values({ ...deferred, raw: Buffer.from('{}'), next_try_at: never })
      .execute()
  })
}
