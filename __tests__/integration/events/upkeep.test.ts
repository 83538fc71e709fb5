import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { rebucketStats } from '@/lib/metrics/rebucket'
import { verifyStats } from '@/lib/metrics/verify'
import { purgeMail } from '@/lib/retention/events'
import { type Runtime, runtime } from '@/lib/runtime'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { until } from '../../helpers/stack-process'
import { createTestWorkspace, type TestWorkspace } from '../../helpers/workspace'
import {
  connectOwner,
  createCampaign,
  driftOf,
  keyOf,
  type MailInput,
  readCampaignStats,
  readStats,
  recordMail,
  waiting,
} from './mail'

jest.setTimeout(120_000)
let started: Runtime
let owner: Sql
let workspace: TestWorkspace
let campaign: string
beforeAll(async () => {
  const stores = await prepareQuietStores()
  started = startTestRuntime({}, stores)
  owner = connectOwner(stores)
}, 60_000)
beforeEach(async () => {
  workspace = await createTestWorkspace()
  campaign = await createCampaign(workspace)
})
afterAll(async () => {
  await owner.end()
  await started.close()
})

const verify = (span?: 'recent' | 'month' | 'all') =>
  verifyStats({ ...(span && { span }), workspaceId: workspace.id, log: runtime().log })
const mailsOf = (count: number, at = new Date()): MailInput[] =>
  Array.from({ length: count }, (_, i) => ({
    type: 'sent',
    contact: `p${i}-${randomUUID()}@example.net`,
    campaign,
    step: 1,
    at,
  }))
const insertCost = (
  at: Date,
) => owner`insert into cost_events (workspace_id, provider, model, purpose, cost_micros, campaign_id,
    idempotency_key, occurred_at, stat_day)
  select ${workspace.id}, 'openai', 'm', 'other', 1000, ${campaign}, ${randomUUID()}, ${at}::timestamptz,
    (${at}::timestamptz at time zone timezone)::date from workspaces where id = ${workspace.id}`
const dayOf = (at: Date) => at.toISOString().slice(0, 10)

describe('a total changed by hand', () => {
  test('is found, alarmed about and repaired by one run', async () => {
    await recordMail(workspace.id, mailsOf(3))
    await owner`update daily_stats set opens = opens + 1 where workspace_id = ${workspace.id}`
    expect(await verify('recent')).toMatchObject({ differing: 1, repaired: 1 })
    expect(await driftOf(workspace.id)).toEqual([])
    expect((await readStats(workspace.id)).map(({ sends, opens }) => [sends, opens])).toEqual([[3, 0]])
    const [check] = await owner`select status, details from platform.health_checks where workspace_id = ${workspace.id}`
    expect(check).toMatchObject({
      status: 'critical',
      details: { days: 1, drift: [{ rollup: 'stats', rolled_up: 10, counted: 9 }] },
    })
    const [notice] = await owner`select user_id, severity, kind from notifications where workspace_id = ${workspace.id}`
    expect(notice).toEqual({ user_id: workspace.users.owner, severity: 'urgent', kind: 'stats_drift' })
    const [audited] =
      await owner`select action from audit_log where workspace_id = ${workspace.id} and action = 'stats.repaired'`
    expect(audited).toBeDefined()
    expect(await verify('recent')).toMatchObject({ differing: 0 })
  })

  test('is repaired also when the row is gone, made up, or about money', async () => {
    const long = new Date(Date.now() - 300 * 86_400_000)
    await recordMail(workspace.id, [...mailsOf(2), ...mailsOf(2, long)])
    await insertCost(new Date())
    await owner`delete from daily_stats where workspace_id = ${workspace.id} and day = ${dayOf(long)}`
    await owner`insert into daily_stats (workspace_id, day, campaign_id, step_number, sender_id, variant_id, replies)
      values (${workspace.id}, current_date - 20, ${randomUUID()}, 1, ${randomUUID()}, ${randomUUID()}, 7)`
    await owner`update daily_costs set cost_micros = cost_micros + 5 where workspace_id = ${workspace.id}`
    expect(await verify('recent')).toMatchObject({ differing: 1, repaired: 1 })
    expect(await verify('month')).toMatchObject({ differing: 1, repaired: 1 })
    expect(await verify('all')).toMatchObject({ differing: 1, repaired: 1 })
    expect(await driftOf(workspace.id)).toEqual([])
  })

  test('is repaired in the totals by campaign too: changed, gone or made up', async () => {
    await recordMail(workspace.id, [...mailsOf(3), ...mailsOf(2, new Date(Date.now() - 10 * 86_400_000))])
    await owner`update daily_campaign_stats set sends = 0 where workspace_id = ${workspace.id} and day > current_date - 3`
    await owner`delete from daily_campaign_stats where workspace_id = ${workspace.id} and day < current_date - 3`
    await owner`insert into daily_campaign_stats (workspace_id, day, campaign_id, step_number, replies)
      values (${workspace.id}, current_date - 300, ${randomUUID()}, 1, 7)`
    expect(await verify('recent')).toMatchObject({ differing: 1, repaired: 1 })
    expect(await verify('month')).toMatchObject({ differing: 1, repaired: 1 })
    expect(await verify('all')).toMatchObject({ differing: 1, repaired: 1 })
    expect(await driftOf(workspace.id)).toEqual([])
    expect((await readCampaignStats(workspace.id)).map(({ sends }) => sends)).toEqual([2, 3])
    const checks = await owner`select details -> 'drift' -> 0 ->> 'rollup' as rollup from platform.health_checks
      where workspace_id = ${workspace.id}`
    expect(checks.map(({ rollup }) => rollup)).toEqual(['campaign_stats', 'campaign_stats', 'campaign_stats'])
  })

  test('is repaired while mail keeps coming in', async () => {
    await recordMail(workspace.id, mailsOf(1))
    await owner`update daily_stats set sends = sends + 100 where workspace_id = ${workspace.id}`
    let isOver = false
    const traffic = (async () => {
      while (!isOver) await recordMail(workspace.id, mailsOf(5))
    })()
    const verified = await verify('recent').finally(() => {
      isOver = true
    })
    await traffic
    expect(verified).toMatchObject({ differing: 1, repaired: 1 })
    expect(await driftOf(workspace.id)).toEqual([])
  })
})

test('the whole is looked at weekly, 35 days daily, two days every hour', async () => {
  await owner`delete from platform.health_checks where scope = 'stats'`
  const run = async () => (await verifyStats({ log: runtime().log })).span
  expect([await run(), await run()]).toEqual(['all', 'recent'])
  await owner`update platform.health_checks set checked_at = checked_at - interval '25 hours' where scope = 'stats'`
  expect([await run(), await run()]).toEqual(['month', 'recent'])
  await owner`update platform.health_checks set checked_at = checked_at - interval '7 days' where scope = 'stats'`
  expect(await run()).toBe('all')
})

test('mail leaves two years after it happened, to the second, and the totals of its day stay', async () => {
  const twoYears = async (seconds: number) =>
    (await owner<{ at: Date }[]>`select now() - interval '2 years' + ${seconds} * interval '1 second' as at`)[0]?.at ??
    new Date()
  const insert = async (name: string, at: Date, isSandbox = false) => {
    const contact = randomUUID()
    await owner`insert into email_events (workspace_id, campaign_id, contact_id, event_type, step_number, is_first, subject, dedupe_key,
        sandbox_mode, occurred_at, stat_day)
      values (${workspace.id}, ${campaign}, ${contact}, 'sent', 1, true, ${name}, ${Buffer.from(keyOf(name), 'hex')}, ${isSandbox}, ${at},
        ${dayOf(at)})`
    await owner`insert into sends (workspace_id, campaign_id, step_number, contact_id, status, sent_at, sandbox_mode)
      values (${workspace.id}, ${campaign}, 1, ${contact}, 'sent', ${at}, ${isSandbox})`
  }
  await insert('a second too old', await twoYears(-1))
  // The tests take their time; the boundary moves meanwhile.
  await insert('soon', await twoYears(30))
  await insert('played a month ago', new Date(Date.now() - 30 * 86_400_000 - 1_000), true)
  await insert('played yesterday', new Date(Date.now() - 86_400_000), true)
  const read = () => Promise.all([readStats(workspace.id), readCampaignStats(workspace.id)])
  const before = await read()
  const purged = await purgeMail()
  expect(purged.isComplete).toBe(true)
  expect(purged.events).toBeGreaterThanOrEqual(2)
  const left = await owner<
    { subject: string }[]
  >`select subject from email_events where workspace_id = ${workspace.id} order by 1`
  expect(left.map(({ subject }) => subject)).toEqual(['played yesterday', 'soon'])
  expect((await owner`select from sends where workspace_id = ${workspace.id}`).count).toBe(3)
  expect(before.map((rows) => rows.length > 0)).toEqual([true, true])
  expect(await read()).toEqual(before)
})

test('a purge that is cut short goes on next time', async () => {
  await owner`insert into email_events (workspace_id, event_type, dedupe_key, occurred_at, stat_day)
    select ${workspace.id}, 'sent', decode(md5(n::text || ${workspace.id}), 'hex'), now() - interval '3 years', current_date - interval '3 years'
    from generate_series(1, 6000) n`
  const count = async () => (await owner`select from email_events where workspace_id = ${workspace.id}`).count
  expect(await purgeMail({ signal: AbortSignal.abort() })).toMatchObject({ events: 0, isComplete: false })
  expect(await count()).toBe(6_000)
  await purgeMail()
  expect(await count()).toBe(0)
  for (const read of [readStats, readCampaignStats])
    expect((await read(workspace.id)).reduce((sum, { sends }) => sum + sends, 0)).toBe(6_000)
})

test('after a change of zone every event and cost is on its new day, and totals follow', async () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 9, 1, hour, 30))
  const hours = Array.from({ length: 48 }, (_, hour) => at(hour))
  await recordMail(
    workspace.id,
    hours.flatMap((hour) => mailsOf(1, hour)),
  )
  for (const hour of hours) await insertCost(hour)
  const totals = async (read: typeof readStats | typeof readCampaignStats = readStats) =>
    Object.fromEntries(
      (await read(workspace.id)).filter(({ sends }) => sends > 0).map(({ day, sends }) => [day, sends]),
    )
  const calls = async () => {
    const rows = await owner<{ day: string; calls: number }[]>`select day::text, calls from daily_costs
      where workspace_id = ${workspace.id} and calls > 0 order by 1`
    return Object.fromEntries(rows.map(({ day, calls: n }) => [day, n]))
  }
  expect(await totals()).toEqual({ '2026-10-01': 24, '2026-10-02': 24 })
  await owner`update workspaces set timezone = 'Asia/Tokyo' where id = ${workspace.id}`
  const [job] =
    await owner`select payload from platform.outbox where workspace_id = ${workspace.id} and job = 'stats.rebucket'`
  expect(job).toEqual({ payload: { workspace_id: workspace.id } })
  expect(await rebucketStats(workspace.id)).toBe(2 * 2 * 9)
  const moved = { '2026-10-01': 15, '2026-10-02': 24, '2026-10-03': 9 }
  expect(await totals()).toEqual(moved)
  expect(await totals(readCampaignStats)).toEqual(moved)
  expect(await calls()).toEqual(moved)
  expect(await rebucketStats(workspace.id)).toBe(0)
  expect(await driftOf(workspace.id)).toEqual([])
})

test('a batch that began in the zone before is on its new day too, though it was written after the change', async () => {
  // In the range that is moved first, and in a zone where that is another day.
  const soon = new Date(Date.now() + 60_000)
  const zone = soon.getUTCHours() < 10 ? 'Pacific/Niue' : 'Pacific/Kiritimati'
  const key = keyOf('held')
  await recordMail(workspace.id, mailsOf(1, soon))
  let recorded: Promise<unknown> | undefined
  let moved: Promise<number> | undefined
  await owner.begin(async (held) => {
    await held`insert into email_events (workspace_id, event_type, dedupe_key, occurred_at, stat_day)
      values (${workspace.id}, 'sent', decode(${key}, 'hex'), ${soon}, ${dayOf(soon)})`
    recorded = recordMail(workspace.id, [...mailsOf(150, soon), ...mailsOf(1, soon).map((one) => ({ ...one, key }))])
    await until('it waits for the event of the same key', async () => (await waiting()) === 1, 5_000)
    await owner`update workspaces set timezone = ${zone} where id = ${workspace.id}`
    moved = rebucketStats(workspace.id)
    await until('the move waits too', async () => (await waiting()) === 2, 5_000)
  })
  await Promise.all([recorded, moved])
  const left = (await readStats(workspace.id)).filter(({ day, sends }) => day === dayOf(soon) && sends > 0)
  expect(left).toEqual([])
  expect(await driftOf(workspace.id)).toEqual([])
})
