import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Sql } from 'postgres'
import { POST as postCosts } from '@/app/api/cost-events/route'
import { POST as postEvents } from '@/app/api/events/route'
import { POST as postCallbacks } from '@/app/api/webhooks/n8n/route'
import { ListDeadLettersInput, listDeadLetters, replayDeadLetter } from '@/lib/jobs/dead-letters'
import { drainDeferred } from '@/lib/webhooks/drain'
import { replayDelivery } from '@/lib/webhooks/replay'
import { look } from '../../helpers/callback-tenant'
import { deliver } from '../../helpers/deliver'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { createWebhookKey } from '../../security/deliveries'
import { connectOwner } from './mail'
import { eventOf, LIMIT, newIp, withTightLimits } from './tight-limits'

/** Nothing proved is lost: over the limit or malformed, it is kept (spec 02 §7.4, 7.5). */
const tenant = withTightLimits()
// What an earlier run left waiting is not counted here.
beforeAll(() => drainDeferred())

const newKey = () => createWebhookKey({ workspaceId: tenant().workspace.id })
const countOf = async (prefix: string) =>
  (
    await look(sql<{
      n: number
    }>`select count(*)::int as n from email_events where workspace_id = ${tenant().workspace.id}::uuid
    and message_id like ${`${prefix}%`}`)
  )[0]?.n
const letters = async (keyId: string) =>
  (await listDeadLetters(ListDeadLettersInput.parse({ limit: 100 }))).items.filter(
    ({ payload }) => payload.key_id === keyId,
  )
const by = { userId: 'super-admin', requestId: randomUUID() }

describe('over the limit', () => {
  test('a delivery is kept, applied by the drain in order, and its sender’s retry changes nothing', async () => {
    const key = await newKey()
    const from = newIp()
    const ids = Array.from({ length: LIMIT * 2 }, () => `msg_${randomUUID()}`)
    const answers = []
    for (const [n, id] of ids.entries())
      answers.push(await deliver(postEvents, key, eventOf(`over-${n}`), { id, ip: from }))
    expect(answers.map(({ status }) => status)).toEqual([...Array(LIMIT).fill(200), ...Array(LIMIT).fill(429)])
    const refused = answers[LIMIT]
    expect(refused?.body.details).toMatchObject({ queued: true })
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused?.headers.get('x-ratelimit-limit')).toBe(String(LIMIT))
    expect(await countOf('kept-over-')).toBe(LIMIT)

    // The impatient sender repeats one before the drain comes.
    await deliver(postEvents, key, eventOf('over-19'), { id: ids[19] ?? '', ip: from })
    expect(await drainDeferred()).toEqual({ applied: LIMIT, parked: 0, postponed: 0 })
    expect(await countOf('kept-over-')).toBe(LIMIT * 2)
    const order = await look(sql<{ message_id: string }>`select message_id from email_events
      where workspace_id = ${tenant().workspace.id}::uuid and message_id like 'kept-over-%' order by id`)
    expect(order.map(({ message_id }) => message_id)).toEqual(ids.map((_, n) => `kept-over-${n}`))
    expect(await drainDeferred()).toEqual({ applied: 0, parked: 0, postponed: 0 })
  })

  test('40 side by side: exactly the limit is applied at once, the others are kept', async () => {
    const key = await newKey()
    const from = newIp()
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => deliver(postEvents, key, eventOf(`par-${n}`), { ip: from })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(LIMIT)
    const left = answers.map(({ headers }) => Number(headers.get('x-ratelimit-remaining'))).toSorted((a, b) => b - a)
    expect(left.slice(0, LIMIT)).toEqual(Array.from({ length: LIMIT }, (_, n) => LIMIT - 1 - n))
    expect((await drainDeferred()).applied).toBe(30)
    expect(await countOf('kept-par-')).toBe(40)
  })

  test('an unproved delivery is never kept', async () => {
    const key = await newKey()
    const from = newIp()
    for (let n = 0; n < LIMIT * 2; n += 1)
      expect(
        (await deliver(postEvents, { ...key, secret: `whsec_${'A'.repeat(43)}=` }, eventOf('forged'), { ip: from }))
          .status,
      ).toBe(401)
    expect(await look(sql`select id from platform.deferred_deliveries where key_id = ${key.keyId}::uuid`)).toEqual([])
  })

  test('a crowded address is kept, too, whoever’s key it uses; far beyond that it is not even proved', async () => {
    const from = newIp()
    const keys = await Promise.all(Array.from({ length: 11 }, newKey))
    const knockAll = (first: number, count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, n) =>
          deliver(postEvents, keys[n % keys.length] ?? tenant().key, eventOf(`crowd-${first + n}`), { ip: from }),
        ),
      )
    expect((await knockAll(0, 50)).map(({ status }) => status)).toEqual(Array(50).fill(200))
    const crowded = await knockAll(50, 50)
    expect(crowded.map(({ status, body }) => [status, body.details])).toEqual(
      Array(50).fill([429, expect.objectContaining({ queued: true })]),
    )
    const beyond = await knockAll(100, 5)
    expect(beyond.map(({ status, body }) => [status, body.details])).toEqual(
      Array(5).fill([429, expect.not.objectContaining({ queued: true })]),
    )
    expect((await drainDeferred()).applied).toBe(50)
    expect(await countOf('kept-crowd-')).toBe(100)
  }, 20_000)
})

describe('a delivery that cannot be applied', () => {
  test('is kept with its reason, whole; replayed once the cause is gone, once', async () => {
    const key = await newKey()
    const { campaign } = tenant()
    const { id } = await campaign()
    await look(sql`update campaigns set deleted_at = now() where id = ${id}::uuid returning id`)
    const draft = { type: 'email.sent', data: { ...eventOf('letter'), campaign_id: id, step: 1 } }
    expect((await deliver(postCallbacks, key, draft, { ip: newIp() })).status).toBe(200)
    const late = { type: 'execution.completed', data: { execution_id: '9', workflow_id: 'not-yet-linked' } }
    expect((await deliver(postCallbacks, key, late, { ip: newIp() })).code).toBe('CAMPAIGN_NOT_FOUND')
    const [letter] = await letters(key.keyId)
    expect(letter).toMatchObject({
      source: 'webhook_in',
      job: 'webhooks.n8n.callbacks',
      error: expect.stringContaining('CAMPAIGN_NOT_FOUND'),
    })

    const replay = async () => {
      const { replayed } = await replayDeadLetter({ id: letter?.id ?? '', by, reason: 'The workflow is linked now.' })
      await replayDelivery(letter?.id ?? '', randomUUID())
      return replayed
    }
    expect(await replay()).toBe(true)
    expect((await letters(key.keyId))[0]).toMatchObject({ status: 'parked', attempts: 1 })

    const other = await campaign()
    await look(
      sql`update platform.engine_workflows set n8n_workflow_id = 'not-yet-linked' where n8n_workflow_id = ${other.workflowId} returning id`,
    )
    expect(await replay()).toBe(true)
    expect(await replay()).toBe(false)
    expect(await letters(key.keyId)).toEqual([])
    expect(await look(sql`select status from campaign_executions where campaign_id = ${other.id}::uuid`)).toEqual([
      { status: 'succeeded' },
    ])
  })

  test('a batch of money with one bad item writes nothing and names its place', async () => {
    const key = await newKey()
    const cost = (n: number) => ({
      provider: 'openai',
      model: 'm',
      cost_usd: 0.25,
      purpose: 'ask',
      event_id: `whole-${n}`,
    })
    const bad = [cost(1), { ...cost(2), tokens_in: -1 }, cost(3)]
    const answer = await deliver(postCosts, key, bad, { ip: newIp() })
    expect(answer).toMatchObject({ status: 400, code: 'INVALID_INPUT' })
    expect(answer.body.details).toMatchObject({ index: 1, fields: { '1.tokens_in': expect.any(String) } })
    expect(
      await look(
        sql`select id from cost_events where idempotency_key like 'whole-%' and workspace_id = ${tenant().workspace.id}::uuid`,
      ),
    ).toEqual([])
    expect((await deliver(postCosts, key, [cost(1), cost(3), cost(1)], { ip: newIp() })).data).toMatchObject({
      accepted: 2,
      duplicates: 1,
    })
    const [sum] = await look(
      sql`select sum(charge_micros)::int as n from daily_costs where workspace_id = ${tenant().workspace.id}::uuid`,
    )
    expect(sum).toEqual({ n: 500_000 })
  })

  test.each([
    ['0.000001', 1],
    ['1000000', 1_000_000_000_000],
    [0.1, 100_000],
    ['0.0000001', null],
    ['-1', null],
    ['1e3', null],
    [1e-7, null],
    ['1000000.01', null],
  ])('a price of %s is taken exactly, or not', async (cost_usd, micros) => {
    const key = await newKey()
    const { data, code } = await deliver(
      postCosts,
      key,
      { provider: 'p', cost_usd, event_id: `price-${cost_usd}` },
      { ip: newIp() },
    )
    expect(code ?? data.accepted).toBe(micros === null ? 'INVALID_INPUT' : 1)
    if (micros !== null)
      expect(
        await look(sql`select cost_micros from cost_events where idempotency_key = ${`price-${cost_usd}`}
        and workspace_id = ${tenant().workspace.id}::uuid`),
      ).toEqual([{ cost_micros: micros }])
  })
})

describe('an effect that fails for no fault of the delivery', () => {
  const message = `explodes-${randomUUID()}`
  let owner: Sql
  beforeAll(async () => {
    owner = connectOwner(await prepareQuietStores())
    await owner
      .unsafe(`create or replace function private.explode() returns trigger language plpgsql as $$
        begin raise exception 'no such luck' using errcode = 'XX000'; end $$;
      create trigger explode before insert on public.sends for each row when (new.message_id = '${message}')
        execute function private.explode()`)
      .simple()
  })
  afterAll(async () => {
    await owner`drop function private.explode() cascade`
    await owner.end()
  })

  test('is kept, tried again on the ladder, and in the end applied once', async () => {
    const key = await newKey()
    const id = `msg_${randomUUID()}`
    const said = [{ ...eventOf('boom'), message_id: message, campaign_id: tenant().campaignId, step: 1 }]
    for (let n = 0; n < 2; n += 1) {
      const answer = await deliver(postEvents, key, said, { id, ip: newIp() })
      expect([answer.status, answer.body.details, answer.headers.get('retry-after')]).toEqual([
        500,
        { queued: true },
        '60',
      ])
    }
    const kept = () => owner<{ attempts: number; minutes: number }[]>`select attempts,
      round(extract(epoch from next_try_at - now()) / 60)::int as minutes
      from platform.deferred_deliveries where key_id = ${key.keyId}`
    const due = () =>
      owner`update platform.deferred_deliveries set next_try_at = now() - interval '1 second' where key_id = ${key.keyId}`
    expect(await kept()).toEqual([{ attempts: 1, minutes: 1 }])
    await due()
    await drainDeferred()
    expect(await kept()).toEqual([{ attempts: 2, minutes: 5 }])
    await owner`drop trigger explode on public.sends`
    await due()
    await drainDeferred()
    expect(await kept()).toEqual([])
    expect(
      await look(
        sql`select id from email_events where workspace_id = ${tenant().workspace.id}::uuid and message_id = ${message}`,
      ),
    ).toHaveLength(1)
    expect((await deliver(postEvents, key, said, { id, ip: newIp() })).data).toMatchObject({ duplicates: 1 })
  })
})
