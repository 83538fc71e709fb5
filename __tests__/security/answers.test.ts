import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asWorkspace } from '@/lib/db/principals'
import { notify } from '@/lib/notifications/notify'
import { createUnlinkedCampaign, retireEngine, startWorld, type World } from '../helpers/personas'
import { until } from '../helpers/stack-process'
import { createTestCampaign, createTestEngine } from '../helpers/workspace'
import { type Call, send, show } from './call'
import { createWebhookKey, signDelivery, type WebhookKey } from './deliveries'
import { MATRIX } from './matrix'

/** Answers with something in them, and refusals with their own codes: `send` holds each against docs/openapi.json. */
let world: World
let key: WebhookKey
let campaign: { id: string; workflowId: string }
const tokens: Record<string, string | null> = {}
const engines: string[] = []

beforeAll(async () => {
  world = await startWorld()
  for (const persona of ['owner', 'super_admin'] as const) tokens[persona] = await world.signIn(persona, world.live)
  key = await createWebhookKey({ workspaceId: world.live.workspace.id })
  campaign = await world.live.campaign()
}, 30_000)
afterAll(async () => {
  for (const engine of engines) await retireEngine(engine)
  await world.close()
})

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const call: Call = { method, path, headers: { 'X-Workspace-Id': world.live.workspace.id, ...headers } }
  return send(world, body === undefined ? call : { ...call, body }, tokens.owner ?? null)
}
const deliver = (path: string, payload: unknown) =>
  send(world, { ...signDelivery(JSON.stringify(payload), key), method: 'POST', path })
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()
const dataOf = (text: string): unknown => (JSON.parse(text) as { data: unknown }).data

const EVENTS = [
  ...[{ event_type: 'sent', tracking: 'all', subject: 'Hello' }, { event_type: 'delivered' }, { event_type: 'opened' }],
  ...[{ event_type: 'clicked' }, { event_type: 'replied', reply_class: 'positive', snippet: 'Yes' }],
  ...[{ event_type: 'bounced', bounce_type: 'soft' }, { event_type: 'failed' }, { event_type: 'opted_out' }],
]

describe('a workspace in which something happened', () => {
  test('machines are answered as their document says', async () => {
    const mail = {
      contact_email: 'lead@example.com',
      sender_email: 'me@example.org',
      step: 1,
      message_id: randomUUID(),
    }
    const events = EVENTS.map((event, index) => ({
      ...{ ...mail, ...event, campaign_id: campaign.id, event_ts: ago(30 - index), provider: 'smtp' },
    }))
    const recorded = await deliver('/api/events', [...events, { event_type: 'sent' }])
    expect(dataOf(recorded.text)).toMatchObject({ accepted: EVENTS.length, rejected: [{ index: EVENTS.length }] })
    const cost = { provider: 'openai', model: 'm', cost_micros: 7, campaign_id: campaign.id, contact_email: 'l@e.com' }
    expect(show(await deliver('/api/cost-events', { ...cost, occurred_at: ago(9) }))).toBe('200')
    const run = { execution_id: '71', workflow_id: campaign.workflowId, duration_ms: 5 }
    const ended = { type: 'execution.completed', timestamp: ago(1), data: run }
    expect(show(await deliver('/api/webhooks/n8n', ended))).toBe('200')
    const change = { workflow_id: 'nobodys', timestamp: ago(1), event_type: 'renamed' }
    expect(show(await deliver('/api/webhooks/n8n/status-change', change))).toBe('200')
  })

  test('people’s changes are answered as the document says', async () => {
    const path = `/api/campaigns/${campaign.id}`
    for (const action of ['activate', 'pause'])
      expect(show(await ask('POST', `${path}/toggle`, { action }))).toBe('200')
    const once = { 'Idempotency-Key': randomUUID() }
    expect(show(await ask('POST', `${path}/execute`, { kind: 'research' }, once))).toBe('202')
    const all = { all: true, action: 'pause' }
    expect(show(await ask('POST', '/api/campaigns/batch-toggle', all, { 'Idempotency-Key': randomUUID() }))).toBe('202')
    await asWorkspace(world.live.workspace.id)((trx) =>
      notify(trx, world.live.workspace.id, { kind: 'test', category: 'system', title: 'Title', body: 'Body' }),
    )
    await until('a sync has ended', async () => (await ask('POST', '/api/sync', { scope: 'all' })).status === 200)
  }, 30_000)

  /** Lists that are empty while all is well. */
  const EMPTY = ['out_of_sync', 'missing', 'hints', 'hidden', 'collapsed', 'extra_tiles', 'failures']
  const emptyListsIn = (value: unknown, name = 'data'): string[] => {
    if (Array.isArray(value)) return value.length === 0 ? [name] : value.flatMap((one) => emptyListsIn(one, name))
    const parts = typeof value === 'object' && value !== null ? Object.entries(value) : []
    return parts.flatMap(([part, one]) => emptyListsIn(one, part))
  }
  const reads = Object.entries(MATRIX).filter(
    ([name]) => name.startsWith('GET') && !/stream|cron|\.\.\.|openapi|\[id\]/.test(name),
  )
  test.each(reads)('%s has something to show, in its shape', async (_, row) => {
    const call = { method: 'GET', ...(await row.call(world.live, world)) }
    const reply = await send(world, call, tokens[row.kind === 'admin' ? 'super_admin' : 'owner'] ?? null)
    expect(reply.status).toBe(200)
    expect(emptyListsIn(dataOf(reply.text)).filter((name) => !EMPTY.includes(name))).toEqual([])
  })
  test.each(['', '/history', '/executions'])('GET /api/campaigns/[id]%s has something to show', async (suffix) => {
    const reply = await ask('GET', `/api/campaigns/${campaign.id}${suffix}`)
    expect([reply.status, emptyListsIn(dataOf(reply.text))]).toEqual([200, []])
  })
})

describe('the document as a stranger gets it', () => {
  const read = (headers: Record<string, string> = {}) =>
    fetch(`${world.state.web_url}/api/openapi.json`, {
      headers: { Origin: 'https://elsewhere.example.com', ...headers },
    })

  test('is the committed one, for every site, without credentials, and may be kept', async () => {
    const response = await read()
    const committed = readFileSync(join(process.cwd(), 'docs', 'openapi.json'), 'utf8')
    expect([response.status, await response.json()]).toEqual([200, JSON.parse(committed)])
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(response.headers.get('cache-control')).toBe('public, max-age=300')
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  })

  test('is not sent again to who has it', async () => {
    const etag = (await read()).headers.get('etag') ?? ''
    expect(etag).toMatch(/^W\/"[\w-]{22}"$/)
    const again = await read({ 'If-None-Match': etag })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
    expect(again.headers.get('access-control-allow-origin')).toBe('*')
    expect((await read({ 'If-None-Match': 'W/"other"' })).status).toBe(200)
  })
})

describe('refusals with a code of their own', () => {
  const own = (suffix = '') => `/api/campaigns/${campaign.id}${suffix}`
  const linkedTo = async (url: string, workflowId: string) => {
    const engine = await createTestEngine(url, world.engineKey)
    engines.push(engine)
    return createTestCampaign(world.live.workspace, engine, workflowId)
  }

  test.each<[string, () => ReturnType<typeof ask>]>([
    ['400 INVALID_DATE_RANGE', () => ask('GET', '/api/metrics/summary?start=2026-02-02&end=2026-02-01')],
    ['400 INVALID_DATE_RANGE', () => ask('GET', '/api/events?start=2025-01-01&end=2025-12-01')],
    ['400 MISSING_WORKSPACE_ID', () => ask('GET', '/api/campaigns/health', undefined, { 'X-Workspace-Id': ' ' })],
    ['400 INVALID_CURSOR', () => ask('GET', '/api/cost-events?cursor=x')],
    ['400 INVALID_CURSOR', () => ask('GET', own('/history?cursor=x'))],
    ['400 INVALID_CURSOR', () => ask('GET', '/api/notifications?cursor=x')],
    ['400 INVALID_CAMPAIGN_NAME', () => ask('POST', '/api/campaigns', { name: '' })],
    ['400 INVALID_DAILY_LIMIT', () => ask('POST', '/api/campaigns', { name: 'A', daily_limit: 0 })],
    ['400 INVALID_TIMEZONE', () => ask('POST', '/api/campaigns', { name: 'A', timezone: 'Mars/Base' })],
    ['400 USE_TOGGLE', () => ask('PATCH', own(), { status: 'active' })],
    ['400 IDEMPOTENCY_KEY_REQUIRED', () => ask('POST', own('/execute'), { kind: 'research' })],
    [
      '400 INVALID_INPUT',
      () => ask('PUT', own('/workflow'), { engine_id: world.live.engineId, n8n_workflow_id: 'nobodys' }),
    ],
    ['404 ENGINE_NOT_FOUND', () => ask('PUT', own('/workflow'), { engine_id: randomUUID(), n8n_workflow_id: 'a' })],
    ['404 CAMPAIGN_NOT_FOUND', () => ask('POST', '/api/sync', { scope: 'campaign', campaign_id: randomUUID() })],
    ['409 VERSION_CONFLICT', () => ask('POST', own('/toggle'), { action: 'activate', expected_version: 900 })],
    ['409 VERSION_CONFLICT', () => ask('PATCH', own(), { description: 'New', version: 900 })],
    ['409 UNDO_EXPIRED', () => ask('POST', own('/toggle/undo'), { intent_id: randomUUID() })],
  ])('%s', async (expected, asked) => expect(show(await asked())).toBe(expected))

  test('of a campaign that has no workflow', async () => {
    const id = await createUnlinkedCampaign(world.live.workspace)
    const toggled = await ask('POST', `/api/campaigns/${id}/toggle`, { action: 'activate' })
    expect(show(toggled)).toBe('400 CAMPAIGN_NOT_LINKED')
  })

  test('of a name that is taken and a key that meant something else', async () => {
    const name = `Taken ${randomUUID()}`
    const once = { 'Idempotency-Key': randomUUID() }
    expect(show(await ask('POST', '/api/campaigns', { name }, once))).toBe('201')
    expect(show(await ask('POST', '/api/campaigns', { name }))).toBe('409 CAMPAIGN_NAME_TAKEN')
    expect(show(await ask('POST', '/api/campaigns', { name: 'B' }, once))).toBe('400 IDEMPOTENCY_KEY_REUSED')
  })

  test('of a campaign that runs', async () => {
    const running = await world.live.campaign()
    const path = `/api/campaigns/${running.id}`
    expect(show(await ask('POST', `${path}/toggle`, { action: 'activate' }))).toBe('200')
    expect(show(await ask('DELETE', path))).toBe('409 CAMPAIGN_ALREADY_ACTIVE')
    expect(show(await ask('PATCH', path, { status: 'archived' }))).toBe('409 CAMPAIGN_ALREADY_ACTIVE')
  })

  test('of an engine that is not there, and of a workflow that it does not have', async () => {
    const unreachable = await linkedTo('http://127.0.0.1:9', 'any')
    const gone = await linkedTo(world.engineUrl, 'gone')
    const activate = { action: 'activate' }
    expect(show(await ask('POST', `/api/campaigns/${unreachable}/toggle`, activate))).toBe('502 N8N_API_ERROR')
    expect(show(await ask('POST', `/api/campaigns/${gone}/toggle`, activate))).toBe('502 WORKFLOW_NOT_FOUND')
  })

  test('of a delivery whose only item is refused', async () => {
    const late = { event_type: 'sent', contact_email: 'a@example.com', event_ts: '2019-01-01T00:00:00Z' }
    expect(show(await deliver('/api/events', late))).toBe('400 EVENT_TOO_OLD')
    const foreign = { event_type: 'sent', contact_email: 'a@example.com', workspace_id: randomUUID() }
    expect(show(await deliver('/api/events', foreign))).toBe('400 WORKSPACE_MISMATCH')
  })
})
