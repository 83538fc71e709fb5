import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { getCampaign } from '@/lib/campaigns/get'
import { listCampaigns } from '@/lib/campaigns/list'
import { ListCampaignsQuery } from '@/lib/campaigns/schemas/campaign'
import { readEfficiency } from '@/lib/costs/efficiency'
import { asPlatform } from '@/lib/db/principals'
import { listEvents } from '@/lib/events/list'
import { readDashboard } from '@/lib/metrics/aggregate'
import { readBreakdown } from '@/lib/metrics/breakdown'
import { todayIn } from '@/lib/metrics/range'
import type { Runtime } from '@/lib/runtime'
import { startTestRuntime } from '../../helpers/runtime'
import { type TestWorkspace, userCtx } from '../../helpers/workspace'
import { createCampaign, createWorkspaceIn, type Fact, insertCosts, insertEvents } from './facts'

let started: Runtime
beforeAll(() => {
  started = startTestRuntime()
})
afterAll(() => started.close())

/** A zone in which it is about noon, so that an hour sooner or later is still today. */
const noonZone = (): string => {
  const offset = new Date().getUTCHours() - 12
  return offset === 0 ? 'UTC' : `Etc/GMT${offset > 0 ? '+' : ''}${offset}`
}
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
const DAY_MIN = 24 * 60

test('today is compared with yesterday up to the same time, in every part of it', async () => {
  const zone = noonZone()
  const workspace = await createWorkspaceIn(zone)
  const campaign = await createCampaign(workspace, 'Noon')
  const sent = (minutes: number): Fact => ({ type: 'sent', tracking: 'all', at: ago(minutes), campaign })
  await insertEvents(workspace, [
    ...[sent(5), sent(60), { ...sent(61), sandbox: true }],
    ...[sent(DAY_MIN + 10), { ...sent(DAY_MIN + 20), campaign: null }, { ...sent(DAY_MIN + 30), sandbox: true }],
    ...[sent(DAY_MIN - 10), sent(DAY_MIN - 60)],
    { type: 'replied', first: true, reply: 'positive', at: ago(DAY_MIN + 10), campaign },
  ])
  await insertCosts(workspace, [
    { at: ago(5), micros: 7 },
    { at: ago(DAY_MIN + 10), micros: 5, campaign },
    { at: ago(DAY_MIN - 10), micros: 100 },
  ])
  const today = todayIn(zone, new Date())
  const ctx = userCtx(workspace)
  const one = await readDashboard(ctx, { start: today, end: today })
  expect(one.range.running).toBe(true)
  expect(one.summary).toMatchObject({ sends: 2, cost_micros: 7 })
  expect(one.previous).toMatchObject({ sends: 2, replies: 1, replies_positive: 1, cost_micros: 5, reply_rate: 0.5 })
  expect(one.changes.sends).toEqual({ pct: 0, points: null })
  expect(one.changes.reply_rate).toEqual({ pct: -100, points: -50 })
  expect(one.previous_timeseries.map(({ sends }) => sends)).toEqual([2])
  const ofCampaign = await readDashboard(ctx, { start: today, end: today, campaign: 'noon' })
  expect(ofCampaign.previous).toMatchObject({ sends: 1, replies: 1, cost_micros: 5 })
  // What comes in late is seen at once, though the rest of that part is known by now.
  await insertEvents(workspace, [sent(DAY_MIN + 40)])
  await insertCosts(workspace, [{ at: ago(DAY_MIN + 15), micros: 3 }])
  const later = await readDashboard(ctx, { start: today, end: today })
  expect(later.previous).toMatchObject({ sends: 3, replies: 1, cost_micros: 8 })
  expect((await readDashboard(ctx, { start: today, end: today })).previous).toEqual(later.previous)
  // As a day of the range itself, yesterday is whole.
  const both = await readDashboard(ctx, { end: today })
  expect(both.summary.sends).toBe(7)
  expect(both.timeseries.at(-2)?.sends).toBe(5)
})

test('nothing at all has no rates, no changes and no gaps', async () => {
  const workspace = await createWorkspaceIn('UTC')
  const empty = await readDashboard(userCtx(workspace, 'viewer'), { start: '2026-01-01', end: '2026-12-31' })
  expect(empty.summary).toMatchObject({
    sends: 0,
    open_rate: null,
    click_rate: null,
    reply_rate: null,
    delivery_rate: null,
  })
  expect(Object.values(empty.changes).every(({ pct, points }) => pct === null && points === null)).toBe(true)
  expect(empty.timeseries).toHaveLength(365)
  expect([empty.campaigns, empty.steps, empty.costs.by_model]).toEqual([[], [], []])
  expect(empty.pulse).toEqual({
    running: 0,
    paused: 0,
    blocked: 0,
    pending: 0,
    other: 0,
    sends_last_hour: 0,
    last_event_at: null,
  })
})

test('clicks are measured against mails that could report them, opens against those that could report opens', async () => {
  const workspace = await createWorkspaceIn('UTC')
  const at = '2026-05-05T10:00:00Z'
  await insertEvents(workspace, [
    ...[
      { type: 'sent', tracking: 'clicks' as const, at },
      { type: 'sent', tracking: 'none' as const, at },
    ],
    ...[
      { type: 'opened', first: true, at },
      { type: 'clicked', first: true, at },
    ],
  ])
  const { summary } = await readDashboard(userCtx(workspace), { start: '2026-05-05', end: '2026-05-05' })
  expect(summary).toMatchObject({ opens: 1, open_rate: null, click_rate: 1, reply_rate: 0 })
})

describe('of two tenants', () => {
  let acme: TestWorkspace
  let globex: TestWorkspace
  let campaign: string
  const range = { start: '2026-06-01', end: '2026-06-30' }
  beforeAll(async () => {
    ;[acme, globex] = [await createWorkspaceIn('UTC'), await createWorkspaceIn('UTC')]
    campaign = await createCampaign(acme, 'Ours')
    await insertEvents(acme, [{ type: 'sent', at: '2026-06-10T10:00:00Z', campaign, contact: randomUUID() }])
    await insertCosts(acme, [{ at: '2026-06-10T10:00:00Z', micros: 5, campaign }])
  })

  it('one sees nothing of the other, by its campaign’s id, its name or its workspace', async () => {
    const ctx = userCtx(globex, 'owner')
    for (const filter of [{ campaign_id: campaign }, { campaign: 'Ours' }]) {
      const seen = await readDashboard(ctx, { ...range, ...filter })
      const unknown = await readDashboard(ctx, { ...range, campaign_id: randomUUID() })
      expect({ ...seen, freshness_at: '' }).toEqual({ ...unknown, freshness_at: '' })
      expect(seen.summary).toMatchObject({ sends: 0, cost_micros: 0 })
      expect(seen.campaigns).toEqual([])
    }
    expect((await listEvents(ctx, { ...range, campaign_id: campaign, limit: 50 })).items).toEqual([])
    expect((await readEfficiency(ctx, { ...range, campaign_id: campaign })).contacts).toBe(0)
    const intruder = { ...ctx, workspaceId: acme.id }
    await expect(readDashboard(intruder, range)).rejects.toMatchObject({ code: 'WORKSPACE_NOT_FOUND' })
    // Also when this process knows the workspace's zone already.
    await readDashboard(userCtx(acme), range)
    expect((await readDashboard(intruder, range)).summary.sends).toBe(0)
  })
})

test('a removed campaign keeps its row, and events that named none have one without a name', async () => {
  const workspace = await createWorkspaceIn('UTC')
  const campaign = await createCampaign(workspace, 'Gone')
  const at = '2026-05-05T10:00:00Z'
  await insertEvents(workspace, [
    { type: 'sent', at, campaign },
    { type: 'sent', at, campaign },
    { type: 'sent', at },
  ])
  await asPlatform('test removal')((trx) =>
    trx.updateTable('campaigns').set({ deleted_at: new Date().toISOString() }).where('id', '=', campaign).execute(),
  )
  const { campaigns } = await readDashboard(userCtx(workspace), { start: '2026-05-05', end: '2026-05-05' })
  expect(campaigns.map(({ campaign_id, name, sends }) => [campaign_id, name, sends])).toEqual([
    [campaign, 'Gone', 2],
    [null, null, 1],
  ])
  const rows = await readBreakdown(userCtx(workspace), 'campaign', { start: '2026-05-05', end: '2026-05-05' })
  expect(rows.map(({ key, label }) => [key, label])).toEqual([
    [campaign, 'Gone'],
    [null, null],
  ])
})

test('the pulse puts each campaign into one state', async () => {
  const workspace = await createWorkspaceIn('UTC')
  const states = {
    Running: { status: 'active', desired_active: true, n8n_status: 'active' },
    Contradicted: { status: 'active', desired_active: true, n8n_status: 'active', proof: { state: 'contradicted' } },
    'Seen off': { status: 'active', desired_active: true, n8n_status: 'inactive' },
    Paused: { status: 'paused', desired_active: false, n8n_status: 'inactive' },
    'Not confirmed': { status: 'active', desired_active: true, n8n_status: 'unknown' },
    Draft: { status: 'draft', desired_active: false, n8n_status: 'unknown' },
    Archived: { status: 'archived', desired_active: false, n8n_status: 'inactive' },
  }
  for (const [name, state] of Object.entries(states)) {
    const id = await createCampaign(workspace, name)
    await asPlatform('test state')((trx) => trx.updateTable('campaigns').set(state).where('id', '=', id).execute())
  }
  const ofRunning = await asPlatform('test state')((trx) =>
    trx
      .selectFrom('campaigns')
      .select('id')
      .where('workspace_id', '=', workspace.id)
      .where('name', '=', 'Running')
      .executeTakeFirstOrThrow(),
  )
  await insertEvents(workspace, [
    { type: 'sent', at: ago(10), campaign: ofRunning.id },
    { type: 'sent', at: ago(90), campaign: ofRunning.id },
  ])
  await asPlatform('test activity')((trx) =>
    sql`insert into campaign_activity (workspace_id, campaign_id, last_event_at)
      values (${workspace.id}::uuid, ${ofRunning.id}::uuid, '2026-11-01T10:00:00.5Z')`.execute(trx),
  )
  const { pulse } = await readDashboard(userCtx(workspace), {})
  expect(pulse).toEqual({
    ...{ running: 1, paused: 1, blocked: 2, pending: 0, other: 2, sends_last_hour: 1 },
    last_event_at: '2026-11-01T10:00:00.500Z',
  })
})

test('a campaign says when it last sent, in the list and by itself, as its mails say', async () => {
  const workspace = await createWorkspaceIn('UTC')
  const [sending, silent] = [await createCampaign(workspace, 'Sending'), await createCampaign(workspace, 'Silent')]
  await asPlatform('test activity')((trx) =>
    sql`insert into campaign_activity (workspace_id, campaign_id, last_send_at)
      values (${workspace.id}::uuid, ${sending}::uuid, '2026-11-01T10:00:00.5Z')`.execute(trx),
  )
  const ctx = userCtx(workspace, 'viewer')
  const { items } = await listCampaigns(ctx, ListCampaignsQuery.parse({}))
  const listed = new Map(items.map(({ id, last_send_at }) => [id, last_send_at]))
  expect([listed.get(sending), listed.get(silent)]).toEqual(['2026-11-01T10:00:00.500Z', null])
  expect((await getCampaign(ctx, sending)).last_send_at).toBe('2026-11-01T10:00:00.500Z')
})
