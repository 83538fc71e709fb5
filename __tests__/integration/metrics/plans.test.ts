import { sql } from 'kysely'
import type { Ctx } from '@/lib/auth/context'
import { readCostBreakdown } from '@/lib/costs/breakdown'
import { readEfficiency } from '@/lib/costs/efficiency'
import { listCosts } from '@/lib/costs/list'
import { readProjection } from '@/lib/costs/projection'
import { compose, type Statement, type Statements } from '@/lib/db/pipeline'
import type { Principal } from '@/lib/db/principals'
import { listEvents } from '@/lib/events/list'
import { readDashboard } from '@/lib/metrics/aggregate'
import { readBreakdown } from '@/lib/metrics/breakdown'
import { todayIn } from '@/lib/metrics/range'
import { readSteps } from '@/lib/metrics/steps'
import { readSummary } from '@/lib/metrics/summary'
import { readTimeseries } from '@/lib/metrics/timeseries'
import type { Runtime } from '@/lib/runtime'
import { search } from '@/lib/search/query'
import { startTestRuntime } from '../../helpers/runtime'
import { type TestWorkspace, userCtx } from '../../helpers/workspace'
import { createCampaign, createWorkspaceIn, insertEvents } from './facts'

let started: Runtime
let workspace: TestWorkspace
let campaign: string
beforeAll(async () => {
  started = startTestRuntime()
  workspace = await createWorkspaceIn('UTC')
  campaign = await createCampaign(workspace, 'Plans')
  await insertEvents(workspace, [{ type: 'sent', at: new Date().toISOString(), campaign }])
})
afterAll(() => started.close())

/** The plans of all statements that a verb reads with, as its own caller. A table of a test is too small to be worth an index. */
async function plansOf(read: (ctx: Ctx) => Promise<unknown>): Promise<string[]> {
  const plans: string[] = []
  const ctx = userCtx(workspace, 'viewer')
  const explain = (statement: Statement<unknown>) =>
    ctx.db(async (trx) => {
      await sql`set local enable_seqscan = off`.execute(trx)
      const { sql: text, parameters } = statement.compile(compose)
      const { rows } = await trx.executeQuery<{ 'QUERY PLAN': string }>({
        ...sql`select 1`.compile(trx),
        sql: `explain ${text}`,
        parameters,
      })
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
    })
  const reading: Principal['read'] = async <Rows extends unknown[]>(...statements: Statements<Rows>) => {
    for (const statement of statements as Statement<unknown>[]) await explain(statement)
    return ctx.db.read<Rows>(...statements)
  }
  await read({ ...ctx, db: Object.assign(ctx.db.bind(null), { batch: ctx.db.batch, read: reading }) as Principal })
  return plans
}

const today = todayIn('UTC', new Date())
const running = { start: today, end: today }
const closed = { start: '2026-05-01', end: '2026-05-31' }
const all = { limit: 50 }

test.each<[string, number, (ctx: Ctx) => Promise<unknown>]>([
  ['the overview', 1, (ctx) => readDashboard(ctx, {})],
  ['the overview of today and one campaign', 1, (ctx) => readDashboard(ctx, { ...running, campaign: 'Plans' })],
  ['the summary', 0, (ctx) => readSummary(ctx, { ...closed, campaign_id: campaign })],
  ['daily sends', 0, (ctx) => readTimeseries(ctx, { ...closed, metric: 'sends' })],
  ['figures by campaign', 0, (ctx) => readBreakdown(ctx, 'campaign', closed)],
  ['figures by sender', 0, (ctx) => readBreakdown(ctx, 'sender', closed)],
  ['figures by provider', 0, (ctx) => readBreakdown(ctx, 'provider', closed)],
  ['figures by variant', 0, (ctx) => readBreakdown(ctx, 'variant', closed)],
  ['figures by step', 0, (ctx) => readSteps(ctx, closed)],
  ['costs', 0, (ctx) => readCostBreakdown(ctx, { ...closed, provider: 'openai' })],
  ['the rows of costs', 0, (ctx) => listCosts(ctx, { ...closed, ...all })],
  ['the projection', 0, readProjection],
  ['distinct contacts', 1, (ctx) => readEfficiency(ctx, closed)],
  ['the feed of events', 1, (ctx) => listEvents(ctx, { ...closed, ...all })],
  ['the feed of a campaign', 1, (ctx) => listEvents(ctx, { ...closed, ...all, campaign_id: campaign })],
  [
    'the timeline of a contact',
    1,
    (ctx) => listEvents(ctx, { ...closed, ...all, contact_id: campaign, event_type: 'sent' }),
  ],
  ['search', 0, (ctx) => search(ctx, { q: 'anna' })],
])('%s reads %i partition of events and no table from end to end', async (_, partitions, read) => {
  const plans = await plansOf(read)
  expect(plans.length).toBeGreaterThan(0)
  const text = plans.join('\n')
  expect(text).not.toMatch(/Seq Scan/)
  expect(new Set(text.match(/ on email_events_p\d\d/g) ?? []).size).toBe(partitions)
})

test.each<[string, (ctx: Ctx) => Promise<unknown>]>([
  ['the feed of events', (ctx) => listEvents(ctx, { ...closed, ...all })],
  ['the feed of a campaign', (ctx) => listEvents(ctx, { ...closed, ...all, campaign_id: campaign })],
  ['the timeline of a contact', (ctx) => listEvents(ctx, { ...closed, ...all, contact_id: campaign })],
])('%s starts where its range does, under the policies too', async (_, read) => {
  const [plan] = await plansOf(read)
  expect(plan).toMatch(/Index Cond: .*occurred_at >=.*occurred_at </)
})

test('counting part of a day, and finding contacts, go by their index and by one partition, time and again', async () => {
  const ctx = userCtx(workspace, 'viewer')
  const locked = await ctx.db(async (trx) => {
    await sql`set local enable_seqscan = off`.execute(trx)
    for (let time = 0; time < 12; time++) {
      await sql`select private.count_events(${workspace.id}::uuid, now() - interval '1 day', now(), null)`.execute(trx)
      await sql`select * from private.search_contacts(${workspace.id}::uuid, 'a:*', 20)`.execute(trx)
    }
    const { rows } = await sql<{ name: string }>`select distinct relation::regclass::text as name from pg_locks
      where pid = pg_backend_pid() and relation is not null`.execute(trx)
    return rows.map(({ name }) => name)
  })
  expect(locked.filter((name) => /email_events_p\d\d$/.test(name))).toHaveLength(1)
  expect(locked.some((name) => name.includes('contacts_search'))).toBe(true)
})
