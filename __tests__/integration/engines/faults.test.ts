import { eventually, kindOf, uniqueName, unwrap, webhookWorkflow } from './contract'
import { type OpenFake, openFake, timed } from './fake'

let fake: OpenFake
let id: string

beforeEach(async () => {
  fake = await openFake()
  id = fake.seed(1)[0] ?? ''
})
afterEach(() => fake.stop())

const TOGGLE = '/activate$'

describe('an engine that does not answer', () => {
  test('a hang ends within the budget and closes its socket', async () => {
    fake.faults.add({ path: TOGGLE, what: { kind: 'hang' } })
    const { result, ms } = await timed(fake.engine.activate(id, { budgetMs: 400 }))
    expect(result).toMatchObject({ ok: false, error: { kind: 'timeout', code: 'TIMEOUT' } })
    expect(ms).toBeGreaterThanOrEqual(390)
    expect(ms).toBeLessThan(1_500)
    expect(await eventually(0, async () => fake.gauge.openSockets)).toBe(0)
  })

  test('a caller who gives up is answered at once, and the socket is closed', async () => {
    fake.faults.add({ path: TOGGLE, what: { kind: 'hang' } })
    const { result, ms } = await timed(fake.engine.activate(id, { signal: AbortSignal.timeout(100) }))
    expect(result).toMatchObject({ ok: false, error: { kind: 'timeout', code: 'ABORTED' } })
    expect(ms).toBeLessThan(2_000)
    expect(await eventually(0, async () => fake.gauge.openSockets)).toBe(0)
  })

  test('a change that waits behind a hanging one of the same workflow keeps its own budget and is never sent', async () => {
    fake.faults.add({ path: TOGGLE, what: { kind: 'hang' } })
    const first = fake.engine.activate(id, { budgetMs: 2_000 })
    const { result, ms } = await timed(fake.engine.deactivate(id, { budgetMs: 200 }))
    expect(kindOf(result)).toBe('timeout')
    expect(ms).toBeLessThan(1_800)
    await first
    expect(fake.requests(/deactivate/)).toHaveLength(0)
  })

  test('a lost connection is tried once more within a toggle', async () => {
    fake.faults.add({ path: TOGGLE, times: 1, what: { kind: 'reset' } })
    const { result, ms } = await timed(fake.engine.activate(id))
    expect(unwrap(result).active).toBe(true)
    expect(ms).toBeLessThan(2_000)
    expect(fake.requests(/activate/)).toHaveLength(2)
  })

  test('a toggle gives up after its one quick retry', async () => {
    fake.faults.add({ path: TOGGLE, what: { kind: 'reset' } })
    expect(kindOf(await fake.engine.activate(id))).toBe('unreachable')
    expect(fake.requests(/activate/)).toHaveLength(2)
  })

  test('a host that is gone is unreachable, with the reason', async () => {
    await fake.stopServer()
    const result = await fake.engine.get(id)
    expect(result).toMatchObject({ ok: false, error: { kind: 'unreachable', code: 'ECONNREFUSED' } })
    await fake.engine.close()
    fake = await openFake()
  })
})

describe('an engine that says no', () => {
  test.each([
    [400, 'invalid'],
    [401, 'auth'],
    [403, 'auth'],
    [404, 'not_found'],
    [405, 'refused'],
    [409, 'conflict'],
    [500, 'refused'],
  ] as const)('%i is asked once and means %s', async (status, kind) => {
    fake.faults.add({ path: TOGGLE, what: { kind: 'status', status } })
    expect(await fake.engine.activate(id)).toMatchObject({ ok: false, error: { kind, status } })
    expect(fake.requests(/activate/)).toHaveLength(1)
  })

  test('503 is tried once more', async () => {
    fake.faults.add({ path: TOGGLE, times: 1, what: { kind: 'status', status: 503 } })
    expect(unwrap(await fake.engine.activate(id)).active).toBe(true)
  })

  test('429 is tried again after Retry-After, when the budget allows', async () => {
    const what = { kind: 'status', status: 429, headers: { 'retry-after': '1' } } as const
    fake.faults.add({ path: TOGGLE, times: 1, what })
    const { result, ms } = await timed(fake.engine.activate(id))
    expect(unwrap(result).active).toBe(true)
    expect(ms).toBeGreaterThanOrEqual(990)
  })

  test('429 with a longer Retry-After than the budget is handed on at once', async () => {
    const what = { kind: 'status', status: 429, headers: { 'retry-after': '30' } } as const
    fake.faults.add({ path: TOGGLE, what })
    const { result, ms } = await timed(fake.engine.activate(id))
    expect(result).toMatchObject({ ok: false, error: { kind: 'rate_limited', retryAfterSeconds: 30 } })
    expect(ms).toBeLessThan(2_000)
  })
})

describe('an engine that talks nonsense', () => {
  test.each(['malformed', 'truncated'] as const)('a %s answer breaks the contract', async (kind) => {
    fake.faults.add({ method: 'GET', what: { kind } })
    expect(kindOf(await fake.engine.get(id))).toBe('contract')
    expect(kindOf(await fake.engine.list())).toBe('contract')
    expect(kindOf(await fake.engine.executions({}))).toBe('contract')
  })

  test('a 404 for the route is never taken for a missing workflow', async () => {
    fake.faults.add({ times: 1, what: { kind: 'status', status: 404, message: 'not found' } })
    expect(kindOf(await fake.engine.get(id))).toBe('contract')
  })

  test('rows that come twice are listed once', async () => {
    fake.seed(400)
    fake.faults.add({ method: 'GET', what: { kind: 'duplicate' } })
    expect(unwrap(await fake.engine.list())).toHaveLength(401)
  })
})

describe('creating', () => {
  test('a create that times out after it was stored leaves exactly one', async () => {
    fake.faults.add({ method: 'POST', path: '/workflows$', what: { kind: 'hang', effect: 'after' } })
    const name = uniqueName()
    const created = unwrap(await fake.engine.create(webhookWorkflow(name), { budgetMs: 3_500 }))
    const stored = [...fake.store.workflows.values()].filter((workflow) => workflow.name === name)
    expect(stored.map((workflow) => workflow.id)).toEqual([created.id])
    expect(fake.requests(/\/workflows$/, 'POST')).toHaveLength(1)
  })

  test.each(['reset', 'truncated', 'malformed'] as const)(
    'a %s answer after storing finds the stored one',
    async (kind) => {
      fake.faults.add({ method: 'POST', times: 1, what: { kind, effect: 'after' } })
      const name = uniqueName()
      const created = unwrap(await fake.engine.create(webhookWorkflow(name)))
      expect(unwrap(await fake.engine.create(webhookWorkflow(name))).id).toBe(created.id)
      expect(fake.requests(/\/workflows$/, 'POST')).toHaveLength(1)
    },
  )

  test('two at once with one name make one', async () => {
    const definition = webhookWorkflow(uniqueName())
    const both = await Promise.all([fake.engine.create(definition), fake.engine.create(definition)])
    const [a, b] = both.map((result) => unwrap(result).id)
    expect(a).toBe(b)
  })

  test('a create that was not stored and not answered is an error, never repeated', async () => {
    fake.faults.add({ method: 'POST', what: { kind: 'reset' } })
    expect(kindOf(await fake.engine.create(webhookWorkflow(uniqueName())))).toBe('unreachable')
    expect(fake.requests(/\/workflows$/, 'POST')).toHaveLength(1)
  })
})

describe('an engine that lies', () => {
  const path = 'seeded-1'
  const state = async () => unwrap(await fake.engine.probe({ path, method: 'POST' })).state

  test('active without effect is seen by the probe and the publication status', async () => {
    fake.store.lie(id, 'active_but_dead')
    expect(unwrap(await fake.engine.activate(id)).active).toBe(true)
    expect(await eventually('live', state, 200)).toBe('not_registered')
    expect(unwrap(await fake.engine.publicationStatus(id)).state).toBe('failed')
  })

  test('inactive but firing is seen by the probe', async () => {
    await fake.engine.activate(id)
    expect(await eventually('live', state)).toBe('live')
    fake.store.lie(id, 'inactive_but_firing')
    expect(unwrap(await fake.engine.deactivate(id)).active).toBe(false)
    expect(await eventually('not_registered', state, 200)).toBe('live')
  })

  test('an activation that flips back is seen by the next read', async () => {
    fake.store.lie(id, { flipsBackAfterMs: 60 })
    expect(unwrap(await fake.engine.activate(id)).active).toBe(true)
    expect(await eventually(false, async () => unwrap(await fake.engine.get(id)).active)).toBe(false)
  })

  test('fifty toggles with delayed and reordered answers end where the last one pointed', async () => {
    fake.faults.add({ path: '/(de)?activate$', what: { kind: 'reorder', minMs: 0, maxMs: 30 } })
    const wanted = Array.from({ length: 50 }, () => Math.random() < 0.5)
    const call = { budgetMs: 30_000 }
    await Promise.all(wanted.map((on) => (on ? fake.engine.activate(id, call) : fake.engine.deactivate(id, call))))
    expect(unwrap(await fake.engine.get(id)).active).toBe(wanted.at(-1))
  })
})
