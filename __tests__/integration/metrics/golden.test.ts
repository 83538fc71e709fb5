import { readDashboard } from '@/lib/metrics/aggregate'
import { readBreakdown } from '@/lib/metrics/breakdown'
import { addDays } from '@/lib/metrics/range'
import { readSteps } from '@/lib/metrics/steps'
import { readSummary } from '@/lib/metrics/summary'
import { readTimeseries } from '@/lib/metrics/timeseries'
import type { Runtime } from '@/lib/runtime'
import { startTestRuntime } from '../../helpers/runtime'
import { type TestWorkspace, userCtx } from '../../helpers/workspace'
import { createCampaign, createSender, createWorkspaceIn, type Fact, insertCosts, insertEvents } from './facts'

let started: Runtime
beforeAll(() => {
  started = startTestRuntime()
})
afterAll(() => started.close())

/** A day of 1,000 events, written down kind by kind; 30 of them are sandbox and count nowhere. */
const DAY: [number, Omit<Fact, 'at'>][] = [
  [400, { type: 'sent', tracking: 'all' }],
  [60, { type: 'sent', tracking: 'clicks' }],
  [40, { type: 'sent', tracking: 'none' }],
  [200, { type: 'delivered' }],
  [100, { type: 'opened', first: true }],
  [20, { type: 'opened' }],
  [30, { type: 'opened', actor: 'machine' }],
  [23, { type: 'clicked', first: true }],
  [7, { type: 'clicked', actor: 'machine' }],
  [10, { type: 'replied', first: true, reply: 'positive' }],
  [15, { type: 'replied', first: true, reply: 'not_now' }],
  [15, { type: 'replied', reply: 'out_of_office' }],
  [20, { type: 'bounced', bounce: 'hard' }],
  [10, { type: 'bounced', bounce: 'soft' }],
  [10, { type: 'opted_out' }],
  [5, { type: 'complained' }],
  [5, { type: 'failed' }],
  [30, { type: 'sent', tracking: 'all', sandbox: true }],
]
/** What such a day amounts to, by hand. */
const COUNTED = {
  ...{ sends: 500, sends_open_tracked: 400, sends_click_tracked: 460, delivered: 200, opens: 100, opens_machine: 30 },
  ...{ clicks: 23, clicks_machine: 7, replies: 25, replies_positive: 10, opt_outs: 10, bounces: 30 },
  ...{ bounces_hard: 20, bounces_soft: 10, complaints: 5, failures: 5 },
}
const RATES = {
  ...{ open_rate: 100 / 400, click_rate: 23 / 460, reply_rate: 25 / 500, positive_reply_rate: 10 / 500 },
  ...{ bounce_rate: 30 / 500, opt_out_rate: 10 / 500, delivery_rate: 470 / 500 },
}
/** From the first to the last minute, both sides of the hour at which clocks are moved. */
const TIMES = ['00:00:00', '00:30:00', '01:15:00', '03:45:00', '12:00:00', '18:20:00', '23:30:00', '23:59:59']
const DAYS = 10

/** Ten such days around the one on which the zone's clocks are moved. */
describe.each([
  ['America/New_York', '2026-03-04', '2026-03-08'],
  ['America/New_York', '2025-10-28', '2025-11-02'],
  ['Europe/Berlin', '2026-03-25', '2026-03-29'],
  ['Australia/Lord_Howe', '2026-03-31', '2026-04-05'],
  ['Asia/Kolkata', '2026-03-04', '2026-03-08'],
])('10,000 events in %s from %s', (zone, start, moved) => {
  const end = addDays(start, DAYS - 1)
  let workspace: TestWorkspace
  let campaigns: string[]
  beforeAll(async () => {
    workspace = await createWorkspaceIn(zone)
    campaigns = [await createCampaign(workspace, 'Spring'), await createCampaign(workspace, 'Autumn')]
    const senders = [
      await createSender(workspace, 'a@example.com', 'gmail'),
      await createSender(workspace, 'b@example.com', 'smtp'),
    ]
    const days = Array.from({ length: DAYS }, (_, index) => addDays(start, index))
    await insertEvents(
      workspace,
      days.flatMap((day) => eventsOf(day, campaigns, senders)),
    )
    // Half of the last day before the range, so that there is something to compare with.
    await insertEvents(
      workspace,
      eventsOf(addDays(start, -1), campaigns, senders).filter((_, index) => index % 2 === 0),
    )
    await insertCosts(
      workspace,
      days.map((day) => ({ at: `${day}T23:30:00`, micros: 1_000_003, campaign: campaigns[0] ?? '' })),
    )
  }, 60_000)

  it('amount to the figures worked out by hand, on every day', async () => {
    const { summary, timeseries, changes, previous } = await readDashboard(userCtx(workspace), { start, end })
    const ten = Object.fromEntries(Object.entries(COUNTED).map(([name, each]) => [name, each * DAYS]))
    expect(summary).toEqual({ ...ten, ...RATES, cost_micros: 10_000_030 })
    expect(timeseries).toHaveLength(DAYS)
    for (const day of timeseries) expect(day).toEqual({ ...COUNTED, cost_micros: 1_000_003, day: day.day })
    expect(timeseries.map(({ day }) => day)).toContain(moved)
    expect(previous.sends).toBe(250)
    expect(changes.sends).toEqual({ pct: 1900, points: null })
    expect(changes.cost_micros).toEqual({ pct: null, points: null })
  })

  it('add up to the headline over days, campaigns and steps, whichever route is asked', async () => {
    const ctx = userCtx(workspace, 'viewer')
    const range = { start, end }
    const dashboard = await readDashboard(ctx, range)
    const summary = await readSummary(ctx, range)
    expect(summary).toMatchObject(dashboard.summary)
    expect(summary.previous).toEqual(dashboard.previous)
    const byCampaign = await readBreakdown(ctx, 'campaign', range)
    const steps = await readSteps(ctx, range)
    expect(dashboard.steps).toEqual(steps)
    for (const name of Object.keys(COUNTED) as (keyof typeof COUNTED)[]) {
      for (const rows of [dashboard.timeseries, dashboard.campaigns, byCampaign, steps]) {
        expect(rows.reduce((sum, row) => sum + row[name], 0)).toBe(dashboard.summary[name])
      }
      for (const by of ['sender', 'provider', 'variant'] as const) {
        const rows = await readBreakdown(ctx, by, range)
        expect(rows.reduce((sum, row) => sum + row[name], 0)).toBe(dashboard.summary[name])
      }
    }
    expect(byCampaign.reduce((sum, row) => sum + (row.cost_micros ?? 0), 0)).toBe(dashboard.summary.cost_micros)
    expect(await readTimeseries(ctx, { ...range, metric: 'reply_rate' })).toEqual(
      dashboard.timeseries.map(({ day }) => ({ day, value: RATES.reply_rate })),
    )
    expect((await readBreakdown(ctx, 'provider', range)).map(({ key }) => key).sort()).toEqual(['gmail', 'smtp'])
  })

  it('are those of one campaign when it is named, by id or by name', async () => {
    const ctx = userCtx(workspace)
    const byId = await readDashboard(ctx, { start, end, campaign_id: campaigns[0] ?? '' })
    const byName = await readDashboard(ctx, { start, end, campaign: 'sPRING' })
    expect(byName.summary).toEqual(byId.summary)
    expect(byId.campaigns.map(({ name }) => name)).toEqual(['Spring'])
    expect(byId.summary.sends).toBe(byId.campaigns[0]?.sends)
    expect(byId.summary.sends).toBeLessThan(5000)
    const both = await readDashboard(ctx, { start, end, campaign: 'Spring', campaign_id: campaigns[1] ?? '' })
    expect(both.summary.sends).toBe(0)
  })
})

function eventsOf(day: string, campaigns: string[], senders: string[]): Fact[] {
  const kinds = DAY.flatMap(([times, kind]) => Array.from({ length: times }, () => kind))
  return kinds.map((kind, index) => ({
    ...kind,
    at: `${day}T${TIMES[index % TIMES.length]}`,
    campaign: campaigns[index % 3 === 0 ? 1 : 0] ?? null,
    sender: senders[index % 2] ?? null,
    step: 1 + (index % 3),
  }))
}

it('an event of 23:30 in New York is of that day, though it is tomorrow in Greenwich', async () => {
  const workspace = await createWorkspaceIn('America/New_York')
  await insertEvents(workspace, [
    { type: 'sent', at: '2026-03-08T23:30:00-04:00' },
    { type: 'sent', at: '2026-11-01T23:30:00-05:00' },
  ])
  const on = async (day: string) => (await readSummary(userCtx(workspace), { start: day, end: day })).sends
  expect([await on('2026-03-08'), await on('2026-03-09')]).toEqual([1, 0])
  expect([await on('2026-11-01'), await on('2026-11-02')]).toEqual([1, 0])
})
