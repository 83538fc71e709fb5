import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { POST as costs } from '@/app/api/cost-events/route'
import { POST as events } from '@/app/api/events/route'
import { POST as callbacks } from '@/app/api/webhooks/n8n/route'
import { POST as statusChange } from '@/app/api/webhooks/n8n/status-change/route'
import type { Runtime } from '@/lib/runtime'
import { type CallbackTenant, createCallbackTenant, look } from '../helpers/callback-tenant'
import { complaintAboutDoor, type Door } from '../helpers/documented'
import { prepareQuietStores } from '../helpers/quiet-database'
import { startTestRuntime } from '../helpers/runtime'
import { createTestEngine } from '../helpers/workspace'
import { createWebhookKey, signDelivery, type WebhookKey } from './deliveries'
import { nastyBody, nastyString } from './nasty'

/**
 * Mutated payloads and signatures against the handlers of every n8n door: never a 5xx, never a row from a delivery that
 * is not proved. Seeds are random and printed with a failure.
 */
const RUNS = Number(process.env.FUZZ_DELIVERIES ?? 100_000)
const AT_ONCE = 64
const CHUNK = 2_000

let runtime: Runtime
let tenant: CallbackTenant
let bases: { handler: Door; payload: Record<string, unknown> }[]

beforeAll(async () => {
  runtime = startTestRuntime({ rateLimitFactor: 100_000 }, await prepareQuietStores())
  tenant = await createCallbackTenant(await createTestEngine('http://127.0.0.1:9', 'no-engine'))
  const { campaignId: campaign_id, workflowId: workflow_id } = tenant
  const at = new Date(Date.now() - 60_000).toISOString()
  const who = { campaign_id, contact_email: 'fuzz@example.com', step: 1, message_id: 'fuzz-1' }
  const callback = (type: string, data: object) => ({
    handler: callbacks,
    payload: { id: 'e', type, timestamp: at, data },
  })
  const flat = (type: string, data: object) => ({ handler: callbacks, payload: { type, timestamp: at, ...data } })
  const cost = {
    provider: 'openai',
    model: 'm',
    tokens_in: 1,
    cost_usd: '0.1',
    purpose: 'ask',
    event_id: 'f',
    occurred_at: at,
    run_id: 'r',
    metadata: { a: 1 },
  }
  bases = [
    {
      handler: events,
      payload: {
        ...who,
        event_type: 'sent',
        event_ts: at,
        sender_email: 's@example.com',
        provider: 'smtp',
        subject: 'S',
        metadata: { a: 1 },
        tracking: 'all',
      },
    },
    {
      handler: events,
      payload: {
        ...who,
        event_type: 'clicked',
        event_ts: at,
        user_agent: 'Mozilla/5.0',
        reply_class: 'positive',
        snippet: 'x',
        bounce_type: 'soft',
        provider_event_id: 'p',
      },
    },
    { handler: costs, payload: { ...cost, campaign_id, contact_email: 'fuzz@example.com', step: 1 } },
    {
      handler: statusChange,
      payload: { workflow_id: 'nobody', event_type: 'activation', active: true, timestamp: at },
    },
    callback('email.replied', { ...who, original_message_id: 'fuzz-1', reply_snippet: 'x', replied_at: at }),
    flat('email.bounced', { ...who, bounce_type: 'hard', bounce_reason: 'x', bounced_at: at }),
    flat('research.completed', {
      ...who,
      company_name: 'A',
      summary: 'B',
      data_points: { a: [1] },
      completed_at: at,
      cost,
    }),
    flat('drafts.ready', { ...who, model: 'm', drafts: [{ step: 1, subject: 'S', body: 'B', variant: null }] }),
    flat('campaign.completed', { campaign_id, total_sent: 1, total_replied: 1, total_bounced: 0, total_opted_out: 0 }),
    flat('campaign.error', { campaign_id, error_type: 'unknown', error_message: 'x', contacts_remaining: 3 }),
    flat('execution.completed', { execution_id: '1', workflow_id, at, duration_ms: 5, error: 'x' }),
    flat('workflow.error', { workflow_id, node: 'N', message: 'M', execution_id: '2' }),
    flat('cost.recorded', cost),
  ]
}, 60_000)
afterAll(() => runtime.close())

type Shot = { base: number; body: string; headers: Record<string, string> }

/** Sends them all, 64 at a time; returns how many answers had which status. */
async function fire(shots: Shot[]): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {}
  const waiting = shots[Symbol.iterator]()
  const worker = async () => {
    for (const { base, body, headers } of waiting) {
      const request = new Request('http://127.0.0.1:3000/api/door', {
        method: 'POST',
        headers: { 'x-test-ip': '203.0.113.9', ...headers },
        body,
      })
      const handler = bases[base]?.handler ?? events
      const response = await handler(request)
      const text = await response.text()
      const type = response.headers.get('content-type') ?? ''
      const complaint = complaintAboutDoor(handler, { status: response.status, type, text })
      if (complaint) throw new Error(`${complaint} for ${base} ${body.slice(0, 2_000)}`)
      if (response.status >= 500) throw new Error(`${response.status} ${text} for ${base} ${body.slice(0, 2_000)}`)
      statuses[response.status] = (statuses[response.status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return statuses
}

/** Chunk by chunk, so that no more than one chunk of them is ever held. */
async function attack(count: number, make: fc.Arbitrary<Shot>): Promise<Record<number, number>> {
  const total: Record<number, number> = {}
  for (let done = 0; done < count; done += CHUNK) {
    const seed = Math.floor(Math.random() * 2 ** 31)
    const statuses = await fire(fc.sample(make, { numRuns: Math.min(CHUNK, count - done), seed })).catch(
      (error: Error) => {
        throw new Error(`seed ${seed}: ${error.message}`)
      },
    )
    for (const [status, n] of Object.entries(statuses)) total[Number(status)] = (total[Number(status)] ?? 0) + n
  }
  return total
}

const anyBase = () => fc.nat({ max: bases.length - 1 })
const bodyOf = (base: number) => {
  const payload = bases[base]?.payload ?? {}
  const single = nastyBody(payload, Object.keys(payload))
  const data = payload.data
  const inner =
    typeof data === 'object' && data !== null
      ? nastyBody(data, []).map((text) => JSON.stringify({ ...payload, data: 'DATA' }).replace('"DATA"', () => text))
      : single
  return fc.oneof(
    single,
    inner,
    fc.array(single, { maxLength: 3 }).map((texts) => `[${texts.join()}]`),
    fc.constant(JSON.stringify(payload)),
  )
}
/** What a header may carry at all. */
const headerText = nastyString.map((text) => text.replace(/[^\x20-\x7e]/g, '').trim())

const countRows = async (key: WebhookKey, workspaceId: string) =>
  (
    await look(sql<{ n: number }>`select (select count(*) from email_events where workspace_id = ${workspaceId}::uuid)
      + (select count(*) from contacts where workspace_id = ${workspaceId}::uuid)
      + (select count(*) from cost_events where workspace_id = ${workspaceId}::uuid)
      + (select count(*) from campaign_executions where workspace_id = ${workspaceId}::uuid)
      + (select count(*) from email_drafts where workspace_id = ${workspaceId}::uuid)
      + (select count(*) from notifications where workspace_id = ${workspaceId}::uuid)
      + (select count(*) from audit_log where workspace_id = ${workspaceId}::uuid)
      + (select count(*) from platform.outbox where workspace_id = ${workspaceId}::uuid)
      + (select count(*) from platform.sync_failures where workspace_id = ${workspaceId}::uuid)
      + (select count(*) from platform.deferred_deliveries where key_id = ${key.keyId}::uuid)
      + (select count(*) from platform.inbound_requests where source like ${`%${key.keyId}%`})
      + (select count(*) from platform.dead_letters where payload ->> 'key_id' = ${key.keyId}) as n`)
  )[0]?.n

test(`${RUNS / 2} deliveries whose proof was changed are all refused, and not one leaves a row`, async () => {
  const victim = await createCallbackTenant(await createTestEngine('http://127.0.0.1:9', 'no-engine'))
  const before = await countRows(victim.key, victim.workspace.id)
  const forged = anyBase().chain((base) =>
    fc
      .tuple(
        fc.nat(),
        fc.constantFrom('byte', 'header', 'secret', 'body', 'drop', 'token', 'hex'),
        headerText,
        fc.constantFrom('webhook-id', 'webhook-timestamp', 'webhook-signature', 'webhook-key-id'),
      )
      .map(([at, how, text, name]): Shot => {
        const body = JSON.stringify(bases[base]?.payload)
        const { headers } = signDelivery(body, victim.key)
        const signature = headers['webhook-signature']
        const place = 3 + (at % (signature.length - 4))
        const flipped = `${signature.slice(0, place)}${signature[place] === 'A' ? 'B' : 'A'}${signature.slice(place + 1)}`
        const key = { 'webhook-key-id': victim.key.keyId }
        const changed: Record<string, Shot['headers']> = {
          byte: { ...headers, 'webhook-signature': flipped },
          header: { ...headers, [name]: text },
          secret: signDelivery(body, {
            ...victim.key,
            secret: `whsec_${Buffer.alloc(32, at % 255).toString('base64')}`,
          }).headers,
          drop: Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name)),
          token: { ...key, 'x-webhook-token': text, 'x-request-id': randomUUID() },
          hex: { ...key, 'x-n8n-signature': text, 'x-request-id': randomUUID() },
        }
        return { base, body: how === 'body' ? `${body} ` : body, headers: changed[how] ?? headers }
      }),
  )
  const statuses = await attack(RUNS / 2, forged)
  expect(Object.keys(statuses)).toEqual(['401'])
  expect(await countRows(victim.key, victim.workspace.id)).toBe(before)
}, 1_200_000)

test(`${RUNS / 2} well signed deliveries of anything are applied or refused, and the service stands`, async () => {
  const nasty = anyBase().chain((base) =>
    bodyOf(base).map((body): Shot => ({ base, body, headers: signDelivery(body, tenant.key).headers })),
  )
  const statuses = await attack(RUNS / 2, nasty)
  expect(Object.keys(statuses).filter((status) => !['200', '400', '404', '413'].includes(status))).toEqual([])
  expect(statuses[200]).toBeGreaterThan(0)
  const drift = await look(
    sql`select * from private.stats_drift(${tenant.workspace.id}::uuid, current_date - 700, current_date + 1)`,
  )
  expect(drift).toEqual([])
  await createWebhookKey({ workspaceId: tenant.workspace.id })
}, 1_200_000)
