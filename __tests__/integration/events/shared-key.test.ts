import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { POST as postCosts } from '@/app/api/cost-events/route'
import { POST as postEvents } from '@/app/api/events/route'
import { POST as postCallbacks } from '@/app/api/webhooks/n8n/route'
import type { Runtime } from '@/lib/runtime'
import { ago, type CallbackTenant, createCallbackTenant, look } from '../../helpers/callback-tenant'
import { deliver } from '../../helpers/deliver'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestEngine } from '../../helpers/workspace'
import { createWebhookKey, type WebhookKey } from '../../security/deliveries'

/** A shared engine's key: the owner of the named campaign or workflow decides, nothing else does. */
const TENANTS = 8
const CLIENTS = 16
const ROUNDS = 6
const ROWS = 50

let runtime: Runtime
let tenants: CallbackTenant[]
let key: WebhookKey
let engineId: string

beforeAll(async () => {
  runtime = startTestRuntime({}, await prepareQuietStores())
  engineId = await createTestEngine('http://127.0.0.1:9', 'no-engine')
  tenants = await Promise.all(Array.from({ length: TENANTS }, () => createCallbackTenant(engineId)))
  key = await createWebhookKey({ engineId })
}, 60_000)
afterAll(() => runtime.close())

const deadlocks = async () =>
  (
    await look(sql<{ n: number }>`select deadlocks::int as n from pg_stat_database where datname = current_database()`)
  )[0]?.n

test('50-row batches of many tenants from 16 clients at once: every row in its own tenant, once, and no deadlock', async () => {
  const before = await deadlocks()
  const contacts = 20
  const client = async (who: number): Promise<number[]> => {
    const statuses = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const batch = Array.from({ length: ROWS }, (_, n) => ({
        event_type: n % 3 === 0 ? 'opened' : 'sent',
        campaign_id: tenants[(n * 7 + who + round) % TENANTS]?.campaignId,
        contact_email: `c${(n + who) % contacts}@shared.example.com`,
        step: 1 + (n % 4),
        provider_event_id: `${who}-${round}-${n}`,
        event_ts: ago(n),
      }))
      // Each batch twice at the same time, as an impatient sender would.
      const id = `msg_${randomUUID()}`
      const answers = await Promise.all([1, 2].map(() => deliver(postEvents, key, batch, { id })))
      statuses.push(...answers.map(({ status }) => status))
      expect(answers.map(({ data }) => data.accepted + data.duplicates)).toEqual([ROWS, ROWS])
      expect(answers.reduce((sum, { data }) => sum + data.accepted, 0)).toBe(ROWS)
    }
    return statuses
  }
  const statuses = (await Promise.all(Array.from({ length: CLIENTS }, (_, who) => client(who)))).flat()
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(await deadlocks()).toBe(before)
  const ids = tenants.map(({ workspace }) => workspace.id)
  const [events] =
    await look(sql`select count(*)::int as events, count(distinct workspace_id)::int as tenants from email_events
    where workspace_id = any(${ids}::uuid[])`)
  expect(events).toEqual({ events: CLIENTS * ROUNDS * ROWS, tenants: TENANTS })
  for (const { workspace } of tenants) {
    const drift = await look(
      sql`select * from private.stats_drift(${workspace.id}::uuid, current_date - 3, current_date + 1)`,
    )
    expect(drift).toEqual([])
  }
}, 120_000)

describe('whose an item is', () => {
  const sent = (more: object) => ({
    event_type: 'sent',
    contact_email: 'own@example.com',
    step: 1,
    message_id: randomUUID(),
    ...more,
  })
  const nameOf = async (id: string) =>
    (await look(sql<{ name: string }>`select name from campaigns where id = ${id}::uuid`))[0]?.name
  const events = async (tenant: CallbackTenant) =>
    (
      await look(
        sql<{
          n: number
        }>`select count(*)::int as n from email_events where workspace_id = ${tenant.workspace.id}::uuid`,
      )
    )[0]?.n ?? 0

  test('its campaign says, by id or by a name that only one tenant has', async () => {
    const [one] = tenants as [CallbackTenant]
    const before = await events(one)
    expect((await deliver(postEvents, key, sent({ campaign_id: one.campaignId }))).data.accepted).toBe(1)
    expect((await deliver(postEvents, key, sent({ campaign: await nameOf(one.campaignId) }))).data.accepted).toBe(1)
    const run = { type: 'execution.started', data: { execution_id: '1', workflow_id: one.workflowId } }
    expect((await deliver(postCallbacks, key, run)).data.accepted).toBe(1)
    expect(await events(one)).toBe(before + 2)
  })

  test.each<[string, () => object]>([
    [
      'of another tenant than it claims',
      () => ({ campaign_id: tenants[0]?.campaignId, workspace_id: tenants[1]?.workspace.id }),
    ],
    ['that names only a tenant', () => ({ workspace_id: tenants[0]?.workspace.id })],
    ['that names nothing', () => ({})],
    ['of a campaign nobody has', () => ({ campaign_id: randomUUID() })],
  ])('one %s is refused', async (_, more) => {
    const counts = await Promise.all(tenants.map(events))
    expect((await deliver(postEvents, key, sent(more()))).code).toBe('WORKSPACE_MISMATCH')
    expect(await Promise.all(tenants.map(events))).toEqual(counts)
  })

  test('a campaign of an engine that this key is not for is refused, money too', async () => {
    const other = await createCallbackTenant(await createTestEngine('http://127.0.0.1:9', 'no-engine'))
    expect((await deliver(postEvents, key, sent({ campaign_id: other.campaignId }))).code).toBe('WORKSPACE_MISMATCH')
    const own = { provider: 'p', cost_micros: 1, campaign_id: tenants[0]?.campaignId, event_id: 'mixed-1' }
    const batch = [own, { ...own, campaign_id: other.campaignId, event_id: 'mixed-2' }]
    expect((await deliver(postCosts, key, batch)).code).toBe('WORKSPACE_MISMATCH')
    expect(
      await look(sql`select id from cost_events where workspace_id = ${other.workspace.id}::uuid
      or (workspace_id = ${tenants[0]?.workspace.id ?? ''}::uuid and idempotency_key like 'mixed-%')`),
    ).toEqual([])
    expect((await deliver(postCosts, key, own)).data.accepted).toBe(1)
  })

  test('a name that two tenants share belongs to neither, unless the item says whose', async () => {
    const [one, two] = tenants as [CallbackTenant, CallbackTenant]
    for (const tenant of [one, two])
      await look(
        sql`update campaigns set name = 'Spring' where id = ${(await tenant.campaign()).id}::uuid returning id`,
      )
    expect((await deliver(postEvents, key, sent({ campaign: 'spring' }))).code).toBe('WORKSPACE_MISMATCH')
    expect(
      (await deliver(postEvents, key, sent({ campaign: 'spring', workspace_id: two.workspace.id }))).data.accepted,
    ).toBe(1)
  })
})
