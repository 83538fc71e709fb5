import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { readState } from '@/local/state'
import { createDeliveryKey } from '../helpers/stack-deliver'
import { closeDatabase, createTenant, database, type Tenant } from '../helpers/stack-tenant'
import { signDelivery, type WebhookKey } from './deliveries'

/** The doors that Node's own server answers before Next does. With a query they go through Next, to the same handler. */
const { web_url } = readState()
let tenant: Tenant
let key: WebhookKey
beforeAll(async () => {
  tenant = await createTenant()
  key = await createDeliveryKey(tenant)
}, 30_000)
afterAll(closeDatabase)

const event = () => ({
  ...{ event_type: 'sent', contact_email: `${randomUUID()}@example.net`, provider_event_id: randomUUID() },
})
const cost = () => ({
  provider: 'openai',
  model: 'm',
  tokens_in: 1,
  tokens_out: 1,
  cost_usd: '0.01',
  event_id: randomUUID(),
})
const callback = () => ({ type: 'email.sent', data: event() })
const DOORS = [
  ['/api/events', event],
  ['/api/cost-events', cost],
  ['/api/webhooks/n8n', callback],
] as const

/** Of the way an answer comes, not of the answer. */
const OF_TRANSPORT = [
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
  'vary',
]

/** Differs from call to call. */
const OF_ONE_CALL = /^x-(ratelimit-|request-id)/

async function knock(path: string, body: string, given: Record<string, string>) {
  const headers = { 'content-type': 'application/json', ...given }
  const answer = await fetch(`${web_url}${path}`, { method: 'POST', headers, body })
  const { request_id, ...said } = JSON.parse(await answer.text())
  const own = [...answer.headers].filter(([name]) => !OF_TRANSPORT.includes(name))
  const answered = Object.fromEntries(own.map(([name, value]) => [name, OF_ONE_CALL.test(name) ? 'some' : value]))
  return { status: answer.status, said, headers: answered, isNamed: request_id !== undefined }
}
const sign = (body: string) => signDelivery(body, key).headers

describe.each(DOORS)('%s', (path, item) => {
  const good = () => JSON.stringify(item())
  test.each([
    ['a delivery', [200], () => [good()]],
    ['a batch with one that is refused', [200, 400], () => [JSON.stringify([item(), { event_type: 'nothing' }])]],
    ['no JSON', [400], () => ['{"event_type": ']],
    ['nothing at all', [400], () => ['']],
    ['no signature', [401], () => [good(), {}]],
    ['a signature of other bytes', [401], () => [good(), sign(good())]],
    [
      'a body that calls itself something else',
      [200],
      () => {
        const body = good()
        return [body, { ...sign(body), 'content-type': 'text/plain' }]
      },
    ],
    ['more than any door takes', [413], () => ['x'.repeat(1_200_000), {}]],
  ] as [string, number[], () => [string, Record<string, string>?]][])(
    'says the same with and without Next: %s',
    async (_, statuses, make) => {
      const ask = (address: string) => {
        const [body, headers] = make()
        return knock(address, body, headers ?? sign(body))
      }
      const direct = await ask(path)
      expect(statuses).toContain(direct.status)
      expect(direct.headers).toHaveProperty('strict-transport-security')
      expect(direct).toEqual(await ask(`${path}?through=next`))
    },
  )
})

const say = (bytes: string, thenLeave: boolean) =>
  new Promise<string>((resolve) => {
    let heard = ''
    const { hostname, port } = new URL(web_url)
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytes)
      if (thenLeave) socket.destroy()
    })
    socket.setEncoding('utf8').on('data', (chunk) => {
      heard += chunk
    })
    socket.once('error', () => undefined).once('close', () => resolve(heard))
  })
const HEAD = 'POST /api/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'

test('they are answered without Next, which puts a Vary on what it answers', async () => {
  for (const [path] of DOORS) {
    const [direct, throughNext] = await Promise.all(
      [path, `${path}?through=next`].map((address) => fetch(`${web_url}${address}`, { method: 'POST', body: '' })),
    )
    expect([direct?.headers.has('vary'), throughNext?.headers.has('vary')]).toEqual([false, true])
  }
})

test('who goes away in the middle of a body disturbs nobody', async () => {
  for (let i = 0; i < 20; i += 1) await say(`${HEAD}Content-Length: 1000\r\n\r\n{"half":`, true)
  const body = JSON.stringify(event())
  expect(await knock('/api/events', body, sign(body))).toMatchObject({ status: 200, said: { data: { accepted: 1 } } })
})

test('a body without an end is refused as soon as it is too large, and its connection closed', async () => {
  const heard = await say(
    `${HEAD}Transfer-Encoding: chunked\r\n\r\n${`10000\r\n${'x'.repeat(65_536)}\r\n`.repeat(20)}`,
    false,
  )
  expect(heard).toMatch(/^HTTP\/1\.1 413 /)
  expect(heard).toContain('"code":"PAYLOAD_TOO_LARGE"')
})

test('what both ways record is counted once', async () => {
  const body = JSON.stringify(event())
  const answers = await Promise.all(
    ['/api/events', '/api/events?through=next', '/api/events'].map((path) => knock(path, body, sign(body))),
  )
  expect(answers.map(({ said }) => said.data.accepted).sort()).toEqual([0, 0, 1])
  const rows = await database()`select id from email_events where workspace_id = ${tenant.id}
    and dedupe_key = (select dedupe_key from email_events where workspace_id = ${tenant.id} order by received_at desc limit 1)`
  expect(rows).toHaveLength(1)
})
