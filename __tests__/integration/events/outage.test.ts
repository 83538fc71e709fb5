import { randomUUID } from 'node:crypto'
import { POST } from '@/app/api/events/route'
import { recordEvents } from '@/lib/events/record'
import type { Runtime } from '@/lib/runtime'
import { deliver } from '../../helpers/deliver'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'

/** Nothing listens there. */
const NOWHERE = 'postgresql://sovereign_app:x@127.0.0.1:9/postgres'
let runtime: Runtime
beforeAll(async () => {
  runtime = startTestRuntime({}, { ...(await prepareQuietStores()), databaseUrl: NOWHERE })
}, 60_000)
afterAll(() => runtime.close())

const event = { event_type: 'sent', contact_email: 'away@example.com', message_id: 'away' }

test('while the database is away a delivery is neither taken nor refused for good: 503, and when to come again', async () => {
  const key = { keyId: randomUUID(), secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}` }
  const answer = await deliver(POST, key, event)
  expect([answer.status, answer.code, answer.headers.get('retry-after')]).toEqual([503, 'DATABASE_UNAVAILABLE', '5'])
})

test('everyone who waited together hears it together', async () => {
  const to = () => ({
    workspaceId: '00000000-0000-7000-8000-000000000001',
    keyId: randomUUID(),
    requestId: randomUUID(),
    ...{ delivery: { source: 'test', id: randomUUID() }, origin: randomUUID() },
  })
  const answers = await Promise.allSettled(Array.from({ length: 100 }, () => recordEvents(to(), [event])))
  expect(answers.map(({ status }) => status)).toEqual(Array(100).fill('rejected'))
  for (const answer of answers)
    expect(answer).toMatchObject({ reason: { code: 'DATABASE_UNAVAILABLE', retryAfterSeconds: 5 } })
}, 10_000)
