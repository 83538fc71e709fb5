import { randomUUID } from 'node:crypto'
import { startFakeN8n } from '@/local/simulators/n8n/server'
import { type OwnProcess, startWeb, until } from '../../helpers/stack-process'
import {
  closeDatabase,
  createCampaign,
  createEngine,
  createTenant,
  database,
  retireEngine,
  signIn,
  type Tenant,
} from '../../helpers/stack-tenant'
import { press } from '../crash/toggle-request'

/** Over HTTP, against the production build: what many callers at once, and a slow engine, may not break. */
let web: OwnProcess
let tenant: Tenant
let cookie: string
let engineId: string
let fake: Awaited<ReturnType<typeof startFakeN8n>>

beforeAll(async () => {
  web = await startWeb()
  tenant = await createTenant()
  cookie = await signIn(tenant.people.member)
  fake = await startFakeN8n({ publicationDelayMs: 30 })
  engineId = await createEngine(tenant, fake.url, { api_key: fake.apiKey })
}, 60_000)
afterEach(() => fake.faults.clear())
afterAll(async () => {
  await retireEngine(engineId)
  await web.stop()
  await fake.stop()
  await closeDatabase()
})

async function stage(): Promise<{ id: string; workflowId: string }> {
  const name = `${tenant.name}: ${randomUUID()}`
  const node = {
    id: 'webhook',
    name: 'Webhook',
    type: 'n8n-nodes-base.webhook',
    typeVersion: 2,
    parameters: { path: randomUUID(), httpMethod: 'POST' },
  }
  const workflow = fake.store.create({ name, nodes: [node], connections: {}, settings: {} })
  return { id: await createCampaign(tenant, { engineId, workflow }), workflowId: workflow.id }
}

test('200 identical requests with one key make one intent, one engine call and equal answers', async () => {
  const { id, workflowId } = await stage()
  fake.faults.add({ method: 'POST', what: { kind: 'latency', ms: 300 } })
  const key = randomUUID()
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => press(web.url, cookie, tenant, { campaignId: id, action: 'activate', key })),
  )
  const statuses = answers.map((answer) => answer?.status)
  expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([])
  expect(new Set(answers.filter((answer) => answer?.status === 200).map((answer) => answer?.body)).size).toBe(1)
  const late = await press(web.url, cookie, tenant, { campaignId: id, action: 'activate', key })
  expect(late).toMatchObject({ status: 200, body: answers.find((answer) => answer?.status === 200)?.body })
  const [row] = await database()<{ intents: number; audits: number }[]>`select
    (select count(*)::int from campaign_intents where campaign_id = ${id}) as intents,
    (select count(*)::int from audit_log where resource_id = ${id}) as audits`
  expect(row).toEqual({ intents: 1, audits: 1 })
  const activations = fake.calls.filter(
    ({ method, path }) => method === 'POST' && path.includes(`${workflowId}/activate`),
  )
  expect(activations).toHaveLength(1)
  const count = (status: number) => statuses.filter((each) => each === status).length
  process.stdout.write(`200 identical requests: ${count(200)} times 200, ${count(409)} times 409\n`)
}, 60_000)

test('an engine that sleeps six seconds costs 5.3 s at most, and no transaction waits for it', async () => {
  const { id } = await stage()
  fake.faults.add({ method: 'POST', what: { kind: 'latency', ms: 6_000 } })
  const since = performance.now()
  let answered = false
  let longestMs = 0
  const answer = press(web.url, cookie, tenant, { campaignId: id, action: 'activate', key: randomUUID() }).finally(
    () => {
      answered = true
    },
  )
  await until(
    'it is answered',
    async () => {
      const [open] = await database()<
        { ms: number | null }[]
      >`select max(extract(epoch from clock_timestamp() - xact_start) * 1000)::float8 as ms
        from pg_stat_activity where usename = 'sovereign_app' and state like 'idle in transaction%'`
      longestMs = Math.max(longestMs, open?.ms ?? 0)
      return answered
    },
    10_000,
  )
  const tookMs = performance.now() - since
  expect(await answer).toMatchObject({ status: 504, body: expect.stringContaining('ENGINE_TIMEOUT') })
  expect(tookMs).toBeLessThan(5_300)
  expect(longestMs).toBeLessThan(1_000)
  process.stdout.write(
    `slow engine: 504 after ${Math.round(tookMs)} ms; longest idle transaction seen ${Math.round(longestMs)} ms\n`,
  )
}, 30_000)
