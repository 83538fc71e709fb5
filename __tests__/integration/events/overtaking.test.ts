import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { POST } from '@/app/api/events/route'
import { hashAddress } from '@/lib/credentials/address-hash'
import { asPlatform, asWorkspace } from '@/lib/db/principals'
import { toBatch } from '@/lib/events/batch'
import type { Runtime } from '@/lib/runtime'
import { deliver } from '../../helpers/deliver'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { until } from '../../helpers/stack-process'
import { createTestWorkspace, type TestWorkspace } from '../../helpers/workspace'
import { createWebhookKey, type WebhookKey } from '../../security/deliveries'
import { createCampaign, driftOf, keyOf, type MailInput, readEvents, recordMail, waiting } from './mail'

/** Transactions of one workspace beside each other: names are resolved before its lock is taken. */
let runtime: Runtime
let workspace: TestWorkspace
let key: WebhookKey

beforeAll(async () => {
  runtime = startTestRuntime({}, await prepareQuietStores())
  workspace = await createTestWorkspace()
  key = await createWebhookKey({ workspaceId: workspace.id })
}, 60_000)
afterAll(() => runtime.close())

test('an open that comes while its mail is being recorded is judged by the gap to it', async () => {
  const [campaign_id, message_id, sentAt] = [await createCampaign(workspace), randomUUID(), Date.now() - 3_600_000]
  const person = 'overtaking@example.com'
  const row = {
    ...{ event_type: 'sent', email: person, email_hash: hashAddress(workspace.id, person), campaign_id, message_id },
    ...{ occurred_at: new Date(sentAt).toISOString(), step_number: 1, sandbox_mode: false, dedupe_key: '0'.repeat(32) },
  }
  const batch = toBatch([{ row, judgement: { actor_class: 'human', class_reason: null } }])
  const opened = await asWorkspace(workspace.id)(async (trx) => {
    await sql`select private.record_events(${workspace.id}::uuid, null, ${batch}, '{}')`.execute(trx)
    const event = { event_type: 'opened', contact_email: person, provider_message_id: message_id }
    const answer = deliver(POST, key, { ...event, event_ts: new Date(sentAt + 1_000).toISOString() })
    await until('it waits for the mail', async () => (await waiting()) > 0, 5_000)
    return { answer }
  })
  expect((await opened.answer).data.accepted).toBe(1)
  const { rows } = await asPlatform('test witness')((trx) =>
    sql`select class_reason from email_events where workspace_id = ${workspace.id}::uuid and event_type = 'opened'
      and campaign_id = ${campaign_id}::uuid`.execute(trx),
  )
  expect(rows).toEqual([{ class_reason: 'too_soon_after_send' }])
})

const deadlocksSoFar = async (): Promise<number> =>
  asPlatform('test witness')(async (trx) => {
    const { rows } = await sql<{ deadlocks: number }>`select deadlocks::int from pg_stat_database
      where datname = current_database()`.execute(trx)
    return rows[0]?.deadlocks ?? 0
  })

test('full batches about the same new people, all at once: everything once, everyone once', async () => {
  const campaign_id = await createCampaign(workspace)
  const before = (await readEvents(workspace.id)).length
  const event_ts = new Date(Date.now() - 3_600_000).toISOString()
  const batches = [1, 2, 3, 4].map((step) =>
    Array.from({ length: 1_000 }, (_, n) => ({
      ...{ event_type: 'sent', campaign_id, step, event_ts, sender_email: `from-${n % 3}@example.com` },
      contact_email: `crowd-${(n * step) % 1_000}@example.net`,
      provider_event_id: `${campaign_id}-${step}-${n}`,
    })),
  )
  const deadlocks = await deadlocksSoFar()
  const backwards = batches.map((batch) => batch.toReversed())
  const answers = await Promise.all([...batches, ...backwards].map((batch) => deliver(POST, key, batch)))
  expect(await deadlocksSoFar()).toBe(deadlocks)
  expect(answers.map(({ data }) => data.accepted + data.duplicates)).toEqual(Array(8).fill(1_000))
  expect((await readEvents(workspace.id)).length - before).toBe(4_000)
  const { rows } = await asPlatform('test witness')((trx) =>
    sql`select (select count(*)::int from contacts where workspace_id = ${workspace.id}::uuid and email like 'crowd-%') as people,
      (select count(*)::int from senders where workspace_id = ${workspace.id}::uuid) as senders`.execute(trx),
  )
  expect(rows).toEqual([{ people: 1_000, senders: 3 }])
  expect(await driftOf(workspace.id)).toEqual([])
}, 60_000)

test('the same events in one large and many small batches, all at once: nobody waits in a circle', async () => {
  const campaign = await createCampaign(workspace)
  const deadlocks = await deadlocksSoFar()
  for (let round = 0; round < 5; round += 1) {
    const mails = Array.from(
      { length: 400 },
      (_, n): MailInput => ({
        ...{
          type: n % 4 === 0 ? 'opened' : 'sent',
          contact: `circle-${n % 50}@example.net`,
          key: keyOf(`${round}-${n}`),
        },
        ...{ campaign, step: 1, sender: 'from@example.com', at: new Date(Date.now() - 60_000) },
      }),
    )
    const small = Array.from({ length: 8 }, (_, n) => mails.slice(n * 50, n * 50 + 50).toReversed())
    const answers = await Promise.all([mails, ...small].map((batch) => recordMail(workspace.id, batch)))
    expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(400)
  }
  expect(await deadlocksSoFar()).toBe(deadlocks)
  expect(await driftOf(workspace.id)).toEqual([])
}, 60_000)
