import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Sql } from 'postgres'
import { POST as postCosts } from '@/app/api/cost-events/route'
import { POST as postEvents } from '@/app/api/events/route'
import { POST as postCallbacks } from '@/app/api/webhooks/n8n/route'
import type { Runtime } from '@/lib/runtime'
import { nextTryAt } from '@/lib/webhooks/ladder'
import { retryLetters } from '@/lib/webhooks/retry-letters'
import { type CallbackTenant, createCallbackTenant, look } from '../../helpers/callback-tenant'
import { deliver } from '../../helpers/deliver'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestEngine } from '../../helpers/workspace'
import { createWebhookKey } from '../../security/deliveries'
import { connectOwner } from './mail'

/** What is kept because it could not be applied: once, and tried again while it may heal. */
let started: Runtime
let owner: Sql
let engineId: string
let tenant: CallbackTenant
beforeAll(async () => {
  const stores = await prepareQuietStores()
  started = startTestRuntime({}, stores)
  owner = connectOwner(stores)
  engineId = await createTestEngine('http://127.0.0.1:9', 'no-engine')
}, 60_000)
beforeEach(async () => {
  tenant = await createCallbackTenant(engineId)
})
afterAll(async () => {
  await owner.end()
  await started.close()
})

type Letter = { id: string; status: string; attempts: number; minutes: number | null; error: string }
const letters = (keyId = tenant.key.keyId) =>
  look(sql<Letter>`select id, status, attempts, error, round(extract(epoch from next_retry_at - now()) / 60)::int as minutes
    from platform.dead_letters where payload ->> 'key_id' = ${keyId} order by id`)
/** As if the time to the next try had passed. */
const makeDue = (keyId = tenant.key.keyId) =>
  owner`update platform.dead_letters set next_retry_at = now() where next_retry_at is not null and payload ->> 'key_id' = ${keyId}`
const event = (n: string) => ({
  event_type: 'sent',
  contact_email: `${n}@example.com`,
  message_id: `${n}-${tenant.workspace.id}`,
})
const countOf = async (table: 'email_events' | 'cost_events') =>
  (await owner`select from ${owner(table)} where workspace_id = ${tenant.workspace.id}`).length
const run = (execution_id: string, workflow_id: string) => ({
  ...{ type: 'execution.completed', timestamp: new Date().toISOString(), data: { execution_id, workflow_id } },
})

test('the ladder is 1, 5, 30, 120 and 720 minutes, then rest', () => {
  const now = Date.now()
  const minutes = [1, 2, 3, 4, 5, 6].map((n) => {
    const next = nextTryAt(n, now)
    return next && (Date.parse(next) - now) / 60_000
  })
  expect(minutes).toEqual([1, 5, 30, 120, 720, null])
})

describe('a letter that may heal', () => {
  test('is tried again by itself, each time later, and rests after the fifth', async () => {
    expect((await deliver(postCallbacks, tenant.key, run('1', 'unlinked'))).status).toBe(404)
    const seen: unknown[] = []
    for (let n = 0; n < 6; n += 1) {
      const [letter] = await letters()
      seen.push([letter?.status, letter?.attempts, letter?.minutes])
      await makeDue()
      await retryLetters()
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 5].map((n) => ['parked', n, [1, 5, 30, 120, 720, null][n]]))
    expect(await letters()).toMatchObject([{ status: 'parked', attempts: 5, minutes: null }])
  })

  test('is applied once, as soon as what it names is there', async () => {
    await deliver(postCallbacks, tenant.key, run('2', 'later'))
    await makeDue()
    await owner`update platform.engine_workflows set n8n_workflow_id = 'later' where campaign_id = ${tenant.campaignId}`
    await Promise.all([retryLetters(), retryLetters(), retryLetters()])
    expect(await letters()).toMatchObject([{ status: 'replayed', attempts: 1, minutes: null }])
    expect(await owner`select status from campaign_executions where campaign_id = ${tenant.campaignId}`).toHaveLength(1)
  })

  test('is found again when its replay died on the way', async () => {
    await deliver(postCallbacks, tenant.key, run('3', 'unlinked'))
    await owner.begin(async (past) => {
      // Without the trigger that says when a row was last changed.
      await past`set local session_replication_role = replica`
      await past`update platform.dead_letters set status = 'retrying', updated_at = now() - interval '11 minutes'
        where payload ->> 'key_id' = ${tenant.key.keyId}`
    })
    await retryLetters()
    expect(await letters()).toMatchObject([{ status: 'parked', attempts: 1, minutes: 5 }])
  })
})

test('what is malformed stays so and is not tried again', async () => {
  await deliver(postEvents, tenant.key, { event_type: 'sent' })
  await deliver(postEvents, tenant.key, '{"half')
  await deliver(postEvents, tenant.key, { ...event('x'), workspace_id: randomUUID() })
  expect((await letters()).map(({ minutes }) => minutes)).toEqual([null, null, null])
})

test('the same malformed delivery fifty times, side by side, is one letter', async () => {
  const id = `msg_${randomUUID()}`
  await Promise.all(Array.from({ length: 50 }, () => deliver(postEvents, tenant.key, { event_type: 'sent' }, { id })))
  const batch = [event('a'), { event_type: 'nonsense' }]
  for (let n = 0; n < 3; n += 1) await deliver(postEvents, tenant.key, batch, { id: `${id}-batch` })
  expect(await letters()).toHaveLength(2)
  expect(await countOf('email_events')).toBe(1)
})

test('items without a key of their own are known by their place in the letter, and by when it came', async () => {
  const later = await createTestEngine('http://127.0.0.1:9', 'no-engine')
  const engineKey = await createWebhookKey({ engineId: later })
  const open = (campaign_id: string) => ({
    event_type: 'opened',
    contact_email: 'kim@example.com',
    campaign_id,
    step: 1,
  })
  const cost = (campaign_id: string) => ({ provider: 'openai', cost_usd: '0.5', campaign_id })
  const late = [await tenant.campaign(), await tenant.campaign()] as const
  for (const [door, one] of [
    [postEvents, open],
    [postCosts, cost],
  ] as const)
    expect((await deliver(door, engineKey, [one(late[0].id), one(late[1].id)])).status).toBe(400)
  const came = new Date(Date.now() - 3 * 3_600_000)
  await owner`update platform.dead_letters set created_at = ${came} where payload ->> 'key_id' = ${engineKey.keyId}`
  for (const n of [0, 1] as const) {
    await owner`update platform.engine_workflows set engine_id = ${later} where campaign_id = ${late[n].id}`
    await makeDue(engineKey.keyId)
    await retryLetters()
  }
  expect((await letters(engineKey.keyId)).map(({ status }) => status)).toEqual(['replayed', 'replayed'])
  expect([await countOf('email_events'), await countOf('cost_events')]).toEqual([2, 2])
  const times = await owner<
    { occurred_at: Date }[]
  >`select occurred_at from email_events where workspace_id = ${tenant.workspace.id}`
  expect(times.map(({ occurred_at }) => occurred_at.getTime())).toEqual([came.getTime(), came.getTime()])
})

test('one id at two doors is two deliveries', async () => {
  const id = `msg_${randomUUID()}`
  const cost = { provider: 'openai', cost_usd: '0.5' }
  expect((await deliver(postEvents, tenant.key, event('door'), { id })).data.accepted).toBe(1)
  expect((await deliver(postCosts, tenant.key, cost, { id })).data.accepted).toBe(1)
  expect((await deliver(postCosts, tenant.key, cost, { id })).data.duplicates).toBe(1)
})

test('one id in two spellings is one', async () => {
  const opened = { event_type: 'opened', contact_email: 'kim@example.com', event_ts: new Date().toISOString() }
  const { id } = await tenant.campaign()
  const answers = []
  for (const spelling of [id, id.toUpperCase()]) {
    const said = { ...opened, campaign_id: spelling, workspace_id: tenant.workspace.id.toUpperCase() }
    answers.push((await deliver(postEvents, tenant.key, said)).data)
  }
  expect(answers).toMatchObject([{ accepted: 1 }, { duplicates: 1 }])
})

test('an envelope and its data that name different workspaces are refused', async () => {
  const said = {
    type: 'email.sent',
    workspace_id: randomUUID(),
    data: { ...event('two'), workspace_id: tenant.workspace.id },
  }
  expect((await deliver(postCallbacks, tenant.key, said)).code).toBe('WORKSPACE_MISMATCH')
})

test('facts as large as they may be leave room for the campaign that nobody knows', async () => {
  for (let size = 3_640; size < 3_800; size += 5) {
    const metadata = { a: 'x'.repeat(size) }
    const said = { ...event(`fact-${size}`), campaign: '界'.repeat(100), metadata }
    const { status, data, body } = await deliver(postEvents, tenant.key, [event(`beside-${size}`), said])
    expect([status, data.accepted + data.rejected.length, body.error]).toEqual([200, 2, null])
  }
})
