import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { createEngineBudget } from '@/lib/engines/budget'
import { readState } from '@/local/state'
import { kindOf, unwrap } from './contract'
import { type OpenFake, openFake, timed } from './fake'

let fake: OpenFake
afterEach(() => fake?.stop())

describe('concurrency', () => {
  test('twenty calls at once are never more than five in flight', async () => {
    fake = await openFake()
    const ids = fake.seed(20)
    fake.faults.add({ what: { kind: 'latency', ms: 30 } })
    const answers = await Promise.all(ids.map((id) => fake.engine.activate(id)))
    expect(answers.map(kindOf)).toEqual(ids.map(() => 'ok'))
    expect(fake.gauge.maxInFlight).toBe(5)
    expect(fake.gauge.openSockets).toBeLessThanOrEqual(5)
  })

  test('sync never takes the last slot from a toggle', async () => {
    fake = await openFake()
    const [id = ''] = fake.seed(1)
    fake.faults.add({ method: 'GET', what: { kind: 'latency', ms: 1_500 } })
    const lists = Array.from({ length: 10 }, () => fake.engine.list())
    await sleep(50)
    const { result, ms } = await timed(fake.engine.activate(id))
    expect(kindOf(result)).toBe('ok')
    expect(ms).toBeLessThan(1_400)
    await Promise.all(lists)
  })
})

describe('requests per minute', () => {
  const limits = { perWindow: 10, syncPerWindow: 6, windowSeconds: 1 }

  test('the one over the budget waits for the next window', async () => {
    fake = await openFake({ limits })
    const ids = fake.seed(11)
    const { result, ms } = await timed(Promise.all(ids.map((id) => fake.engine.activate(id))))
    expect(result.map(kindOf)).toEqual(ids.map(() => 'ok'))
    expect(ms).toBeGreaterThan(800)
    const at = fake.requests(/activate/).map((call) => call.at)
    expect(at.filter((time) => time - (at[0] ?? 0) < 700)).toHaveLength(10)
  })

  test('it is told when to come back if it cannot wait that long', async () => {
    fake = await openFake({ limits: { ...limits, windowSeconds: 60 } })
    const ids = fake.seed(11)
    const { result, ms } = await timed(Promise.all(ids.map((id) => fake.engine.activate(id))))
    const refused = result.filter((answer) => !answer.ok)
    expect(refused).toMatchObject([{ ok: false, error: { kind: 'rate_limited', code: 'ENGINE_BUDGET' } }])
    expect(refused[0]?.ok === false && refused[0].error.retryAfterSeconds).toBeGreaterThan(50)
    expect(ms).toBeLessThan(3_000)
  })

  test('sync leaves a part of it to toggles', async () => {
    fake = await openFake({ limits: { ...limits, windowSeconds: 60 } })
    const ids = fake.seed(4)
    const sync = { priority: 'sync', budgetMs: 500 } as const
    const reads = await Promise.all(Array.from({ length: 10 }, () => fake.engine.executions({}, sync)))
    expect(reads.filter(({ ok }) => ok)).toHaveLength(6)
    const toggles = await Promise.all(ids.map((id) => fake.engine.activate(id)))
    expect(toggles.map(kindOf)).toEqual(['ok', 'ok', 'ok', 'ok'])
  })

  test('probes and health do not count', async () => {
    fake = await openFake({ limits: { perWindow: 1, windowSeconds: 60 } })
    for (let i = 0; i < 5; i += 1) expect(kindOf(await fake.engine.health())).toBe('ok')
    for (let i = 0; i < 5; i += 1) expect(kindOf(await fake.engine.probe({ path: 'x', method: 'POST' }))).toBe('ok')
  })

  test('processes share the budget through Redis, and fall back to their own without it', async () => {
    const redis = new Redis(readState().redis_url)
    await once(redis, 'ready')
    const engineId = `limits-${crypto.randomUUID()}`
    const [one, two] = [createEngineBudget({ redis, perWindow: 3 }), createEngineBudget({ redis, perWindow: 3 })]
    const taken = []
    for (const budget of [one, two, one, two]) taken.push((await budget.take(engineId, 'toggle')).ok)
    expect(taken).toEqual([true, true, true, false])
    redis.disconnect()
    await once(redis, 'end')
    expect((await two.take(engineId, 'toggle')).ok).toBe(true)
  })
})

describe('the circuit breaker', () => {
  test('three failures stop all traffic until the rest is over, then exactly one call goes out', async () => {
    fake = await openFake({ breaker: { failures: 3, halfOpenAfterMs: 400 } })
    const [id = ''] = fake.seed(1)
    fake.faults.add({ what: { kind: 'status', status: 502 } })
    for (let i = 0; i < 2; i += 1) await fake.engine.get(id)
    const sent = fake.calls.length
    expect(fake.engine.circuit()).toBe('open')
    const refused = await Promise.all(Array.from({ length: 10 }, () => fake.engine.get(id)))
    expect(refused[0]).toMatchObject({ ok: false, error: { kind: 'circuit_open', retryAfterSeconds: 1 } })
    expect(fake.calls).toHaveLength(sent)

    await sleep(450)
    fake.faults.clear()
    fake.faults.add({ what: { kind: 'latency', ms: 100 } })
    const trial = await Promise.all(Array.from({ length: 10 }, () => fake.engine.get(id)))
    expect(trial.filter(({ ok }) => ok)).toHaveLength(1)
    expect(fake.calls).toHaveLength(sent + 1)
    expect(fake.engine.circuit()).toBe('closed')
    expect(kindOf(await fake.engine.get(id))).toBe('ok')
  })

  test('a failed trial opens it again', async () => {
    fake = await openFake({ breaker: { failures: 3, halfOpenAfterMs: 500 } })
    fake.faults.add({ what: { kind: 'reset' } })
    for (let i = 0; i < 2; i += 1) await fake.engine.get('x')
    await sleep(550)
    const sent = fake.calls.length
    expect(kindOf(await fake.engine.get('x'))).not.toBe('ok')
    expect(fake.calls).toHaveLength(sent + 1)
    expect(fake.engine.circuit()).toBe('open')
  })

  test('what was queued behind a dying host is not sent to it', async () => {
    fake = await openFake()
    const ids = fake.seed(20)
    fake.faults.add({ what: { kind: 'reset' } })
    await Promise.all(ids.map((id) => fake.engine.activate(id)))
    expect(fake.calls.length).toBeLessThanOrEqual(8)
  })

  test('slow and failing runs of workflows do not open it, and are never repeated', async () => {
    fake = await openFake()
    fake.faults.add({ path: '^/webhook/', times: 4, what: { kind: 'hang' } })
    fake.faults.add({ path: '^/webhook/', what: { kind: 'status', status: 502 } })
    const run = () => fake.engine.trigger({ path: 'x', method: 'POST' }, {}, { budgetMs: 60 })
    const kinds = []
    for (let i = 0; i < 8; i += 1) kinds.push(kindOf(await run()))
    expect(kinds).toEqual([...Array(4).fill('timeout'), ...Array(4).fill('refused')])
    expect(fake.engine.circuit()).toBe('closed')
    expect(fake.requests(/webhook/)).toHaveLength(8)
  })

  test('refusals of the engine do not open it', async () => {
    fake = await openFake()
    fake.faults.add({ what: { kind: 'status', status: 400 } })
    for (let i = 0; i < 5; i += 1) await fake.engine.activate('x')
    expect(fake.engine.circuit()).toBe('closed')
  })
})

describe('the list', () => {
  test('a thousand workflows are read in four pages, once a minute', async () => {
    let now = Date.now()
    fake = await openFake({ now: () => now })
    fake.seed(1_000)
    expect(unwrap(await fake.engine.list())).toHaveLength(1_000)
    expect(unwrap(await fake.engine.list())).toHaveLength(1_000)
    expect(fake.requests(/workflows/)).toHaveLength(4)
    now += 60_000
    await fake.engine.list()
    expect(fake.requests(/workflows/)).toHaveLength(8)
    await fake.engine.list({ fresh: true })
    expect(fake.requests(/workflows/)).toHaveLength(12)
  })

  test('pages over 10 MB are read in smaller ones', async () => {
    fake = await openFake()
    const text = 'x'.repeat(100_000)
    for (const id of fake.seed(300)) Object.assign(fake.store.workflows.get(id) ?? {}, { settings: { text } })
    expect(unwrap(await fake.engine.list())).toHaveLength(300)
    expect(fake.requests(/limit=250/)).toHaveLength(1)
    expect(fake.requests(/limit=50/)).toHaveLength(6)
  })

  test('a list that was under way during a change is not kept', async () => {
    fake = await openFake()
    const [id = ''] = fake.seed(1)
    fake.faults.add({ method: 'GET', times: 1, what: { kind: 'latency', ms: 200 } })
    const slow = fake.engine.list()
    await fake.engine.activate(id)
    await slow
    const sent = fake.calls.length
    await fake.engine.list()
    expect(fake.calls).toHaveLength(sent + 1)
  })
})
