import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Sql, TransactionSql } from 'postgres'
import { asPlatform, asUser } from '@/lib/db/principals'
import { retryTransaction } from '@/lib/db/retry'
import type { Runtime } from '@/lib/runtime'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestWorkspace, type TestWorkspace } from '../../helpers/workspace'
import { connectOwner, createCampaign, driftOf, type MailInput, readEvents, readStats, recordMail } from './mail'

jest.setTimeout(120_000)
let started: Runtime
let owner: Sql
beforeAll(async () => {
  const stores = await prepareQuietStores()
  started = startTestRuntime({}, stores)
  owner = connectOwner(stores)
}, 60_000)
afterAll(async () => {
  await owner.end()
  await started.close()
})

const HOUR_MS = 3_600_000
const sumOf = async (workspaceId: string, counter: 'sends' | 'opens_total') =>
  (await readStats(workspaceId)).reduce((sum, row) => sum + row[counter], 0)
const sent = (contact: string, at: Date, more: Partial<MailInput> = {}): MailInput => ({
  ...{ type: 'sent', contact, at, sender: 'sales@acme.example.com', step: 1 },
  ...more,
})

test('ten thousand rows of one key are one new version of its totals in each rollup', async () => {
  const workspace = await createTestWorkspace()
  const campaign = await createCampaign(workspace)
  await recordMail(workspace.id, [sent('first@example.net', new Date(), { campaign })])
  const versions = async (trx: TransactionSql) =>
    (
      await trx<{ n: number }[]>`select (pg_stat_get_xact_tuples_updated('public.daily_stats'::regclass)
      + pg_stat_get_xact_tuples_inserted('public.daily_stats'::regclass)
      + pg_stat_get_xact_tuples_updated('public.daily_campaign_stats'::regclass)
      + pg_stat_get_xact_tuples_inserted('public.daily_campaign_stats'::regclass))::int as n`
    )[0]?.n ?? 0
  const [before, after] = await owner.begin(async (trx) => {
    const before = await versions(trx)
    await trx`insert into email_events (workspace_id, campaign_id, contact_id, sender_id, step_number, event_type, is_first, tracking,
        dedupe_key, occurred_at, stat_day)
      select workspace_id, campaign_id, contact_id, sender_id, step_number, 'sent', true, 'all',
        decode(md5(n::text), 'hex'), occurred_at, stat_day
      from email_events, generate_series(1, 10000) n where workspace_id = ${workspace.id}`
    return [before, await versions(trx)]
  })
  expect(after - before).toBe(2)
  expect(await sumOf(workspace.id, 'sends')).toBe(10_001)
  expect(await driftOf(workspace.id)).toEqual([])
})

test('an event whose mailbox becomes known moves between mailboxes; the totals of its campaign are not touched', async () => {
  const workspace = await createTestWorkspace()
  const campaign = await createCampaign(workspace)
  await recordMail(workspace.id, [sent('first@example.net', new Date(), { campaign })])
  await owner`insert into email_events (workspace_id, campaign_id, step_number, event_type, dedupe_key, occurred_at, stat_day)
    select workspace_id, campaign_id, step_number, 'delivered', decode(md5(id::text), 'hex'), occurred_at, stat_day
    from email_events where workspace_id = ${workspace.id}`
  const versions = () =>
    owner`select xmin::text, delivered from daily_campaign_stats where workspace_id = ${workspace.id}`
  const before = await versions()
  expect(before).toMatchObject([{ delivered: 1 }])
  await owner`update email_events e set sender_id = (select sender_id from email_events s
      where s.workspace_id = e.workspace_id and s.event_type = 'sent')
    where workspace_id = ${workspace.id} and event_type = 'delivered'`
  expect(await versions()).toEqual(before)
  expect((await readStats(workspace.id)).filter(({ delivered }) => delivered > 0)).toMatchObject([{ sends: 1 }])
  expect(await driftOf(workspace.id)).toEqual([])
})

test('eight writers, fifty tenants, ten seconds of recording, reclassifying and deleting: no deadlock and no drift', async () => {
  const tenants = await Promise.all(Array.from({ length: 50 }, () => createTestWorkspace()))
  const campaigns = await Promise.all(tenants.map((tenant) => createCampaign(tenant)))
  const until = Date.now() + 10_000
  let operations = 0
  const writer = async () => {
    while (Date.now() < until) {
      const n = Math.floor(Math.random() * tenants.length)
      await retryTransaction(() => randomOperation(tenants[n] as TestWorkspace, campaigns[n] ?? ''))
      operations += 1
    }
  }
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, writer))
  expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([])
  expect(operations).toBeGreaterThan(200)
  for (const { id } of tenants) expect(await driftOf(id)).toEqual([])
})

async function randomOperation({ id, users }: TestWorkspace, campaign: string): Promise<void> {
  const chance = Math.random()
  if (chance < 0.6) {
    await recordMail(
      id,
      Array.from({ length: 1 + Math.floor(Math.random() * 20) }, () => randomMail(campaign)),
    )
    return
  }
  const some = sql`select id from email_events where workspace_id = ${id}::uuid order by random() limit 5`
  if (chance < 0.85) {
    const actor = chance < 0.72 ? 'machine' : 'human'
    await asUser({ userId: users.admin })(async (trx) => {
      const { rows } = await sql<{ id: string }>`${some}`.execute(trx)
      const ids = rows.map((row) => row.id)
      if (ids.length > 0)
        await sql`select private.reclassify_events(${id}::uuid, ${ids}::uuid[], ${actor}, 'test', '{}')`.execute(trx)
    })
    return
  }
  await asPlatform('test erasure')((trx) =>
    sql`delete from email_events where workspace_id = ${id}::uuid and id in (${some})`.execute(trx),
  )
}

const pickOf = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T
const randomMail = (campaign: string): MailInput => ({
  type: pickOf(['sent', 'opened', 'clicked', 'replied', 'delivered', 'bounced']),
  contact: `person-${Math.floor(Math.random() * 30)}@example.net`,
  campaign,
  step: pickOf([1, 2, 3]),
  at: new Date(Date.now() - Math.floor(Math.random() * 20) * 24 * HOUR_MS),
  actor: pickOf(['human', 'machine']),
  sender: pickOf(['one@acme.example.com', 'two@acme.example.com']),
})

test('sixteen clients, batches of fifty rows of mixed tenants: no deadlock', async () => {
  const tenants = await Promise.all(Array.from({ length: 10 }, () => createTestWorkspace()))
  const insert = (rows: object[]) =>
    owner`insert into email_events ${owner(rows as Record<string, string | Date | Buffer>[])}`
  const writer = async () => {
    for (let round = 0; round < 15; round += 1) {
      const rows = Array.from({ length: 50 }, () => {
        const at = new Date(Date.now() - Math.floor(Math.random() * 5) * 24 * HOUR_MS)
        const dedupe_key = Buffer.from(randomUUID().replaceAll('-', ''), 'hex')
        return {
          workspace_id: pickOf(tenants).id,
          event_type: pickOf(['sent', 'opened']),
          dedupe_key,
          occurred_at: at,
          stat_day: at,
        }
      })
      await insert(rows)
    }
  }
  await Promise.all(Array.from({ length: 16 }, writer))
  const totals = await Promise.all(
    tenants.map(async ({ id }) => (await sumOf(id, 'sends')) + (await sumOf(id, 'opens_total'))),
  )
  expect(totals.reduce((sum, one) => sum + one, 0)).toBe(16 * 15 * 50)
  for (const { id } of tenants) expect(await driftOf(id)).toEqual([])
})

test('a late event counts on the day it happened, whatever came before it', async () => {
  const workspace = await createTestWorkspace()
  const campaign = await createCampaign(workspace)
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * HOUR_MS)
  await recordMail(workspace.id, [{ type: 'opened', contact: 'a@example.net', campaign, step: 1, at: daysAgo(10) }])
  await recordMail(workspace.id, [sent('a@example.net', daysAgo(400), { campaign })])
  await recordMail(workspace.id, [{ type: 'opened', contact: 'a@example.net', campaign, step: 1, at: daysAgo(80) }])
  const stats = await readStats(workspace.id)
  const dayOf = (days: number) => daysAgo(days).toISOString().slice(0, 10)
  const on = (days: number, counter: 'sends' | 'opens' | 'opens_total') =>
    stats.filter((row) => row.day === dayOf(days)).reduce((sum, row) => sum + row[counter], 0)
  expect([on(400, 'sends'), on(80, 'opens')]).toEqual([1, 1])
  // The earlier one is the first of its mail; the later one steps back and still counts among all.
  expect([on(10, 'opens'), on(10, 'opens_total')]).toEqual([0, 1])
  expect(await driftOf(workspace.id)).toEqual([])
})

test('days are those of the workspace: half past eleven in New York, and the days of 23 and 25 hours', async () => {
  const workspace = await createTestWorkspace()
  await owner`update workspaces set timezone = 'America/New_York' where id = ${workspace.id}`
  await recordMail(workspace.id, [sent('late@example.net', new Date('2026-06-16T03:30:00Z'))])
  const hours = (from: string, count: number) =>
    Array.from({ length: count }, (_, i) => sent(`h${i}@example.net`, new Date(Date.parse(from) + i * HOUR_MS + 1)))
  await recordMail(workspace.id, hours('2026-03-08T05:00:00Z', 23))
  await recordMail(workspace.id, hours('2025-11-02T04:00:00Z', 25))
  const sends = Object.fromEntries((await readStats(workspace.id)).map((row) => [row.day, row.sends]))
  expect(sends).toEqual({ '2025-11-02': 25, '2026-03-08': 23, '2026-06-15': 1 })
  expect(await driftOf(workspace.id)).toEqual([])
})

test('a hundred sandbox events change no figure and nobody’s state', async () => {
  const workspace = await createTestWorkspace()
  const campaign = await createCampaign(workspace)
  await recordMail(workspace.id, [sent('real@example.net', new Date(), { campaign })])
  const before = await readStats(workspace.id)
  const played = Array.from({ length: 100 }, (_, i): MailInput => {
    const type = ['sent', 'opened', 'replied', 'bounced', 'opted_out'][i % 5] ?? ''
    return {
      type,
      contact: 'real@example.net',
      campaign,
      step: 1,
      at: new Date(Date.now() - i * 1_000),
      bounce: 'hard',
      sandbox: true,
    }
  })
  expect(await recordMail(workspace.id, played)).toMatchObject({ accepted: 100, notices: 0 })
  expect(await readStats(workspace.id)).toEqual(before)
  expect(await readEvents(workspace.id)).toHaveLength(101)
  const [contact] = await owner`select status from contacts where workspace_id = ${workspace.id}`
  expect(contact).toEqual({ status: 'active' })
  expect((await owner`select from suppressions where workspace_id = ${workspace.id}`).count).toBe(0)
  expect(await driftOf(workspace.id)).toEqual([])
})
