import { flatten, lonelyBuckets, topOf } from '@/components/charts/series'
import { summarise } from '@/components/charts/summary'
import { bucketNote, courseOf, dailyRows } from '@/components/dashboard/daily-rows'
import type { DashboardLayout } from '@/lib/members/schemas'
import { type Dashboard, Figures } from '@/lib/metrics/schemas'
import { FIRST_LAYOUT, isSavedLayout, moveWidget, readLayout, WIDGETS, writeLayout } from '@/lib/ui/dashboard-layout'
import { addDays } from '@/lib/ui/days'
import { deltaOf, rowsHref, tileHref, tilesOf, whyUnknown } from '@/lib/ui/metric-tiles'
import { formatRate } from '@/lib/ui/numbers'

const ids = WIDGETS.map(({ id }) => id)
const saved = (order: string[], hidden: string[] = []): DashboardLayout => ({
  version: 1,
  order,
  hidden,
  collapsed: [],
  extra_tiles: [],
})

test('a saved arrangement keeps its order; widgets that are gone are dropped, new ones come last', () => {
  const layout = readLayout(saved(['click-reply', 'gone', 'metrics', 'metrics'], ['gone', 'metrics']))
  expect(layout.order).toEqual([
    'click-reply',
    'metrics',
    ...ids.filter((id) => !['click-reply', 'metrics'].includes(id)),
  ])
  expect(layout.hidden).toEqual(['metrics'])
  expect(readLayout(writeLayout(layout))).toEqual(layout)
  expect(readLayout(null)).toEqual(FIRST_LAYOUT)
})

test('what a browser kept is believed only in the right shape', () => {
  expect(isSavedLayout(saved([]))).toBe(true)
  for (const odd of [null, 1, 'x', {}, { order: [] }, { ...saved([]), hidden: 'all' }])
    expect(isSavedLayout(odd)).toBe(false)
})

test('a widget takes the place of the one it is dropped on, in both directions', () => {
  const at = (layout: typeof FIRST_LAYOUT) => layout.order.indexOf('metrics')
  for (const [index, id] of ids.entries()) expect(at(moveWidget(FIRST_LAYOUT, 'metrics', id))).toBe(index)
  const down = moveWidget(FIRST_LAYOUT, 'metrics', 'step-breakdown')
  expect(moveWidget(down, 'metrics', 'campaign-pulse').order).toEqual(ids)
})

test('a step from the period before: n/a without one, and whether it is good news', () => {
  const rate = { kind: 'rate', rise: 'good' } as const
  const cost = { kind: 'money', rise: 'bad' } as const
  expect(deltaOf(cost, { pct: null, points: null })).toMatchObject({ text: 'n/a', tone: 'neutral' })
  expect(deltaOf(cost, undefined).text).toBe('n/a')
  expect(deltaOf(cost, { pct: 12.44, points: null })).toEqual({ text: '+12.4%', tone: 'bad', direction: 'up' })
  expect(deltaOf(cost, { pct: -3, points: null })).toEqual({ text: '−3.0%', tone: 'good', direction: 'down' })
  expect(deltaOf(rate, { pct: 40, points: 0.4 })).toEqual({ text: '+0.4 pts', tone: 'good', direction: 'up' })
  expect(deltaOf(rate, { pct: 1, points: 0.04 })).toEqual({ text: '0.0 pts', tone: 'neutral', direction: 'flat' })
  expect(deltaOf({ kind: 'count', rise: 'neutral' }, { pct: 1_240, points: null }).text).toBe('+1,240%')
})

test('a figure leads to the rows behind it, with its days and campaign; of a long period to its latest 90 days', () => {
  const range = { start: '2026-10-22', end: '2026-11-20' }
  const campaign = '01900000-0000-7000-8000-000000000001'
  expect(rowsHref('opened', range, campaign)).toBe(
    `/events?event_type=opened&start=2026-10-22&end=2026-11-20&campaign=${campaign}`,
  )
  expect(rowsHref('sent', { start: '2025-11-21', end: '2026-11-20' }, null)).toBe(
    '/events?event_type=sent&start=2026-08-23&end=2026-11-20&campaign=',
  )
  const cost = tilesOf([]).find(({ id }) => id === 'cost')
  expect(cost && tileHref(cost, range, null)).toBe('/analytics?start=2026-10-22&end=2026-11-20&campaign=')
})

const zero = Object.fromEntries(Object.keys(Figures.shape).map((name) => [name, 0])) as Figures
const seriesOf = (start: string, count: number, sends: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => ({
    ...zero,
    day: addDays(start, index),
    sends: sends(index),
    replies: index % 7 === 0 ? 1 : 0,
  }))
const dashboard = (count: number, sends: (index: number) => number): Dashboard => ({
  ...({
    range: { start: '', end: '', days: count, timezone: 'UTC', previous: { start: '', end: '' }, running: false },
  } as const),
  ...{ summary: zero, previous: zero, changes: {}, campaigns: [], steps: [] },
  ...{ costs: { total_micros: 0, by_provider: [], by_model: [] }, freshness_at: '2026-11-20T12:00:00Z' },
  pulse: { running: 0, paused: 0, blocked: 0, pending: 0, other: 0, sends_last_hour: 0, last_event_at: null },
  timeseries: seriesOf('2026-01-01', count, sends),
  previous_timeseries: seriesOf('2025-01-01', count, sends),
})

test('a point is a day, with the day at the same place of the period before', () => {
  const rows = dailyRows(
    dashboard(30, (index) => index),
    ['sends', 'reply_rate'],
    ['sends'],
  )
  expect(rows).toHaveLength(30)
  expect(rows[3]).toEqual({
    key: '2026-01-04',
    values: { sends: 3, reply_rate: 0 },
    previous: { key: '2025-01-04', values: { sends: 3 } },
  })
})

test('in a long period a point is a calendar week: sums are kept and rates come from sums', () => {
  const data = dashboard(120, () => 10)
  const rows = dailyRows(data, ['sends', 'reply_rate'], ['sends'])
  expect(rows.reduce((total, row) => total + (row.values.sends ?? 0), 0)).toBe(1200)
  // 1 January 2026 is a Thursday: four days, then whole weeks from Monday on.
  expect(rows[0]).toMatchObject({ key: '2026-01-01', label: '1 Jan – 4 Jan 2026', values: { sends: 40 } })
  expect(rows[1]).toMatchObject({
    key: '2026-01-05',
    values: { sends: 70, reply_rate: 0.0142857 },
    previous: { key: '2025-01-05' },
  })
  expect(courseOf(data, 'sends')).toEqual(rows.map((row) => row.values.sends))
  expect(
    dailyRows(
      dashboard(120, () => 0),
      ['reply_rate'],
    )[2]?.values.reply_rate,
  ).toBeNull()
})

test('a day of few mails keeps its rate for tooltip and table, but is not drawn, nor does it set the scale', () => {
  // Sundays: 7 days apart, one reply each.
  const data = dashboard(28, (index) => (index % 7 === 0 ? 2 : 100))
  const rows = dailyRows(data, ['sends', 'reply_rate'])
  expect(rows.filter(({ thin }) => thin).map(({ key }) => key)).toEqual(
    [0, 7, 14, 21].map((index) => addDays('2026-01-01', index)),
  )
  expect(rows[7]).toMatchObject({ thin: ['reply_rate'], values: { sends: 2, reply_rate: 0.5 } })
  expect(flatten(rows)[7]).toMatchObject({ sends: 2, reply_rate: null })
  const line = { key: 'reply_rate', label: '', tone: 1, format: String } as const
  expect(topOf(rows, [line])).toBe(0)
  expect(topOf(rows, [{ ...line, key: 'sends' }])).toBe(100)
  expect(courseOf(data, 'reply_rate')[7]).toBeNull()
  expect(summarise('Replies', rows, [{ ...line, format: formatRate }])).toContain('from 0.0% to 0.0%')
  expect(bucketNote(data, rows)).toBe('quiet days left out')
})

test('a slow week of a small workspace is drawn as it is', () => {
  const rows = dailyRows(
    dashboard(7, () => 1),
    ['sends', 'reply_rate'],
  )
  expect(rows.some(({ thin }) => thin)).toBe(false)
})

test('a point without a drawn neighbour gets a dot, as a line would not show it', () => {
  const at = (values: (number | null)[], thin: number[] = []) =>
    lonelyBuckets(
      values.map((value, index) => ({
        key: String(index),
        values: { x: value },
        ...(thin.includes(index) && { thin: ['x'] }),
      })),
      'x',
    )
  expect([...at([1])]).toEqual([0])
  expect([...at([1, 2, null, 3, null, 4])]).toEqual([3, 5])
  expect([...at([1, 2, 3], [1])]).toEqual([0, 2])
})

test('a figure that is not known says why', () => {
  const [, click] = tilesOf([])
  const figures = { ...zero, click_rate: null }
  expect(click && whyUnknown(click, figures)).toContain('nothing was sent')
  expect(click && whyUnknown(click, { ...figures, sends: 3 })).toContain('tracked')
  expect(click && whyUnknown(click, zero)).toBeNull()
})
