import { randomUUID } from 'node:crypto'
import { readCostBreakdown } from '@/lib/costs/breakdown'
import { readEfficiency } from '@/lib/costs/efficiency'
import { listCosts } from '@/lib/costs/list'
import { readProjection } from '@/lib/costs/projection'
import { addDays, todayIn } from '@/lib/metrics/range'
import type { Runtime } from '@/lib/runtime'
import { startTestRuntime } from '../../helpers/runtime'
import { type TestWorkspace, userCtx } from '../../helpers/workspace'
import { createCampaign, createWorkspaceIn, insertCosts, insertEvents } from './facts'

let started: Runtime
beforeAll(() => {
  started = startTestRuntime()
})
afterAll(() => started.close())

const RANGE = { start: '2026-05-01', end: '2026-05-10' }
const at = (day: string, time = '10:00:00') => `${day}T${time}Z`

describe('what a range cost', () => {
  let workspace: TestWorkspace
  let campaign: string
  beforeAll(async () => {
    workspace = await createWorkspaceIn('UTC')
    campaign = await createCampaign(workspace, 'Spending')
    await insertCosts(workspace, [
      { at: at('2026-05-01'), micros: 100, provider: 'openai', model: 'small', purpose: 'email_generation', campaign },
      {
        at: at('2026-05-01', '11:00:00'),
        micros: 30,
        provider: 'openai',
        model: 'large',
        purpose: 'web_search',
        campaign,
      },
      { at: at('2026-05-03'), micros: 200, provider: 'anthropic', model: '', purpose: 'email_generation' },
      // Paid by us: the tenant sees what it is charged.
      {
        at: at('2026-05-03', '12:00:00'),
        micros: 9_999,
        managedPrice: 50,
        provider: 'openai',
        model: 'small',
        purpose: 'ask',
      },
      ...[
        { at: at('2026-05-04'), micros: 7_000, sandbox: true },
        { at: at('2026-05-04'), micros: 7_000, estimate: true },
      ],
      { at: at('2026-05-11'), micros: 1 },
    ])
  })

  it('is split by provider, model, purpose and day, each summing to the total', async () => {
    const all = await readCostBreakdown(userCtx(workspace, 'viewer'), RANGE)
    expect(all.total_micros).toBe(380)
    expect(all.by_provider).toEqual([
      { key: 'anthropic', calls: 1, cost_micros: 200 },
      { key: 'openai', calls: 3, cost_micros: 180 },
    ])
    expect(all.by_model.map(({ key, cost_micros }) => [key, cost_micros])).toEqual([
      ['', 200],
      ['small', 150],
      ['large', 30],
    ])
    expect(all.daily).toHaveLength(10)
    expect(all.daily[0]).toEqual({ day: '2026-05-01', cost_micros: 130, by: { email_generation: 100, web_search: 30 } })
    expect(all.daily[1]).toEqual({ day: '2026-05-02', cost_micros: 0, by: {} })
    for (const shares of [all.by_provider, all.by_model, all.by_purpose, all.daily]) {
      expect(shares.reduce((sum, { cost_micros }) => sum + cost_micros, 0)).toBe(all.total_micros)
    }
  })

  it.each([
    ['provider', { provider: 'openai' }, 180],
    ['model', { model: 'small' }, 150],
    ['no model', { model: '' }, 200],
    ['purpose', { purpose: 'ask' }, 50],
    ['campaign', { campaign: 'spending' }, 130],
    ['everything at once', { provider: 'openai', model: 'large', purpose: 'web_search', campaign: 'Spending' }, 30],
  ])('by %s is the sum of its rows', async (_, filter, micros) => {
    const ctx = userCtx(workspace)
    expect((await readCostBreakdown(ctx, { ...RANGE, ...filter })).total_micros).toBe(micros)
    const rows = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof listCosts>> = await listCosts(ctx, {
        ...RANGE,
        ...filter,
        limit: 1,
        ...(cursor && { cursor }),
      })
      rows.push(...page.items)
      cursor = page.next_cursor
    }
    expect(rows.reduce((sum, { cost_micros }) => sum + cost_micros, 0)).toBe(micros)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  })

  it('shows rows newest first, with their campaign by name and without what we paid', async () => {
    const { items } = await listCosts(userCtx(workspace, 'viewer'), { ...RANGE, limit: 50 })
    expect(items.map(({ cost_micros }) => cost_micros)).toEqual([50, 200, 30, 100])
    expect(items.at(-1)).toMatchObject({
      campaign: { id: campaign, name: 'Spending' },
      day: '2026-05-01',
      occurred_at: '2026-05-01T10:00:00.000Z',
    })
    expect(items[1]).toMatchObject({ campaign: null, model: '' })
    expect(JSON.stringify(items)).not.toContain('9999')
  })
})

test('a contact is a lead once, however often it was written to', async () => {
  const workspace = await createWorkspaceIn('UTC')
  const campaign = await createCampaign(workspace, 'Leads')
  const [anna, bert] = [randomUUID(), randomUUID()]
  const sent = (contact: string, day: string, rest = {}) => ({ type: 'sent', at: at(day), contact, campaign, ...rest })
  await insertEvents(workspace, [
    ...[sent(anna, '2026-05-01'), sent(anna, '2026-05-02'), sent(bert, '2026-05-03', { campaign: null })],
    ...[sent(randomUUID(), '2026-05-04', { sandbox: true }), sent(randomUUID(), '2026-05-11')],
    { type: 'replied', first: true, reply: 'positive', at: at('2026-05-05'), contact: anna, campaign },
    { type: 'replied', reply: 'out_of_office', at: at('2026-05-05'), contact: bert, campaign },
  ])
  await insertCosts(workspace, [{ at: at('2026-05-02'), micros: 1_001, campaign }])
  expect(await readEfficiency(userCtx(workspace), RANGE)).toEqual({
    ...{ cost_micros: 1_001, contacts: 2, sends: 3, replies: 1, replies_positive: 1 },
    ...{ cost_per_lead_micros: 501, cost_per_mille_micros: 333_667, cost_per_reply_micros: 1_001 },
    cost_per_positive_reply_micros: 1_001,
  })
  expect(await readEfficiency(userCtx(workspace), { ...RANGE, campaign: 'leads' })).toMatchObject({
    contacts: 1,
    sends: 2,
  })
  const nothing = await readEfficiency(userCtx(workspace), { start: '2026-01-01', end: '2026-01-31' })
  expect(nothing).toMatchObject({
    cost_per_lead_micros: null,
    cost_per_mille_micros: null,
    cost_per_reply_micros: null,
  })
})

describe('the next thirty days', () => {
  const today = todayIn('UTC', new Date())
  const on = (daysAgo: number, micros: number) => ({ at: at(addDays(today, -daysAgo), '00:00:01'), micros })

  it('are not projected from fewer than three days with costs', async () => {
    const workspace = await createWorkspaceIn('UTC')
    await insertCosts(workspace, [on(0, 10), on(1, 10), on(1, 10)])
    expect(await readProjection(userCtx(workspace))).toMatchObject({
      days_of_data: 2,
      days_needed: 3,
      projected_micros: null,
      low_micros: null,
      high_micros: null,
    })
  })

  it('go on as the days since the first cost went, empty ones included; the more these differ, the wider the range', async () => {
    const workspace = await createWorkspaceIn('UTC')
    await insertCosts(workspace, [on(0, 100), on(1, 100), on(2, 100), on(9, 700), on(31, 5_000)])
    const seen = await readProjection(userCtx(workspace, 'viewer'))
    // 1,000 in 10 days.
    expect(seen).toMatchObject({ days_of_data: 4, projected_micros: 3_000, budget_micros: null })
    expect(seen.low_micros).toBeLessThan(3_000)
    expect(seen.high_micros).toBeGreaterThan(3_000)

    const even = await createWorkspaceIn('UTC')
    await insertCosts(
      even,
      [0, 1, 2, 3].map((daysAgo) => on(daysAgo, 100)),
    )
    expect(await readProjection(userCtx(even))).toMatchObject({
      projected_micros: 3_000,
      low_micros: 3_000,
      high_micros: 3_000,
    })
  })

  it('say what this month has cost so far', async () => {
    const workspace = await createWorkspaceIn('UTC')
    const first = `${today.slice(0, 8)}01`
    await insertCosts(workspace, [
      { at: at(first, '00:00:00'), micros: 5 },
      { at: at(addDays(first, -1), '23:59:59'), micros: 100 },
    ])
    expect((await readProjection(userCtx(workspace))).month_to_date_micros).toBe(5)
  })
})
