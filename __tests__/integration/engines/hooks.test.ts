import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'
import { StatusChangeInput } from '@/lib/sync/schemas'
import { eventually } from './contract'

type Change = {
  workflow_id: string
  workflow_name?: string
  active: boolean
  timestamp: string
  event_type: string
  actor?: string
}
type Push = { headers: IncomingHttpHeaders; body: string; changes: Change[] }
type Hooks = {
  workflow: Record<string, ((...args: unknown[]) => unknown)[]>
  n8n: { ready: [(this: unknown) => unknown] }
}

const file = join(__dirname, '../../../templates/n8n/hooks.cjs')
const secret = `whsec_${Buffer.from('a secret of thirty-two bytes ..!').toString('base64')}`
const actor = { id: 'u1', email: 'ada@example.test', firstName: 'Ada', lastName: 'L', role: 'global:owner' }
const context = { dbCollections: { Workflow: { find: async () => [{ id: 'w1', name: 'Before' }] } } }

let server: Server
let pushes: Push[]
let status: number | 'hang'

// The hooks say on n8n's console when nobody takes their pushes.
beforeAll(() => void jest.spyOn(console, 'warn').mockImplementation())

beforeEach(async () => {
  pushes = []
  status = 200
  server = createServer(async (req, res) => {
    const body = (await req.toArray()).join('')
    pushes.push({ headers: req.headers, body, changes: JSON.parse(body).changes })
    if (status !== 'hang') res.writeHead(status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await sleep(20)
})

/** The hook file as n8n loads it, with its own state. */
function load(environment: Record<string, string> = {}): Hooks {
  const { port } = server.address() as AddressInfo
  Object.assign(process.env, {
    SOVEREIGN_HOOK_URL: `http://127.0.0.1:${port}/hook`,
    SOVEREIGN_HOOK_SECRET: secret,
    SOVEREIGN_HOOK_KEY_ID: 'key_1',
    ...environment,
  })
  jest.resetModules()
  return createRequire(__filename)(file)
}

const fire = (hooks: Hooks, name: string, ...args: unknown[]) => hooks.workflow[name]?.[0]?.apply(context, args)
const changes = () => pushes.flatMap((push) => push.changes)
const arrived = (count: number) => eventually(true, async () => changes().length >= count)

test('a switch is pushed at once, signed, in the shape the receiver takes', async () => {
  const hooks = load()
  fire(hooks, 'activate', { id: 'w1', name: 'Welcome', nodes: [] }, {}, actor)
  await arrived(1)
  const [push] = pushes
  expect(() =>
    new Webhook(secret).verify(push?.body ?? '', { ...push?.headers } as Record<string, string>),
  ).not.toThrow()
  expect(push?.headers['webhook-key-id']).toBe('key_1')
  const change = { workflow_id: 'w1', workflow_name: 'Welcome', active: true, event_type: 'activation' }
  expect(push?.changes).toEqual([{ ...change, timestamp: expect.stringMatching(/Z$/), actor: 'ada@example.test' }])
  expect(StatusChangeInput.safeParse(JSON.parse(push?.body ?? '')).success).toBe(true)
})

test('only a save that renames is pushed, and names are known for what is archived or deleted', async () => {
  const hooks = load()
  hooks.n8n.ready[0].call(context)
  await sleep(10)
  fire(hooks, 'afterUpdate', { id: 'w1', name: 'Before', active: true }, {}, actor)
  fire(hooks, 'afterUpdate', { id: 'w1', name: 'After', active: true }, {}, actor)
  fire(hooks, 'afterArchive', 'w1', actor)
  fire(hooks, 'afterUnarchive', 'w1', actor)
  fire(hooks, 'afterDelete', 'w1', actor)
  await arrived(4)
  expect(changes().map((change) => [change.event_type, change.workflow_name, change.active])).toEqual([
    ['renamed', 'After', true],
    ['archived', 'After', false],
    ['deactivation', 'After', false],
    ['deleted', 'After', false],
  ])
  expect(pushes).toHaveLength(1)
})

test('a flood is cut into pushes of a hundred', async () => {
  const hooks = load()
  for (let i = 0; i < 250; i += 1) fire(hooks, 'afterDelete', `w${i}`, actor)
  await arrived(250)
  expect(pushes.map((push) => push.changes.length)).toEqual([100, 100, 50])
})

test('a push that fails is sent again under the same id with a fresh signature', async () => {
  const hooks = load()
  status = 503
  fire(hooks, 'afterDelete', 'w1', actor)
  await arrived(1)
  status = 200
  await arrived(2)
  const [first, second] = pushes
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  expect(second?.body).toBe(first?.body)
})

test('a refused push is not repeated', async () => {
  const hooks = load()
  status = 401
  fire(hooks, 'afterDelete', 'w1', actor)
  await arrived(1)
  await sleep(700)
  expect(pushes).toHaveLength(1)
})

test('a hanging receiver, a missing table and nonsense never reach n8n', async () => {
  const hooks = load()
  status = 'hang'
  const startedAt = performance.now()
  for (let i = 0; i < 20; i += 1) expect(fire(hooks, 'activate', { id: `w${i}`, name: 'x' }, {}, actor)).toBeUndefined()
  expect(hooks.workflow.deactivate?.[0]?.call({}, { id: 'w', name: 'x' })).toBeUndefined()
  expect(hooks.workflow.activate?.[0]?.call(undefined, null)).toBeUndefined()
  expect(fire(hooks, 'afterUpdate')).toBeUndefined()
  expect(performance.now() - startedAt).toBeLessThan(200)
  await arrived(1)
})

test('without its settings it registers nothing', () => {
  expect(load({ SOVEREIGN_HOOK_URL: 'not an address' })).toEqual({})
  expect(load({ SOVEREIGN_HOOK_SECRET: '' })).toEqual({})
})
