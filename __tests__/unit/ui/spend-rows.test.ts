import fc from 'fast-check'
import { addDays, spanOf } from '@/lib/ui/days'
import { daysOfBar, isRest, spendRows } from '@/lib/ui/spend-rows'

const PURPOSES = ['email_generation', 'web_search', 'ask', 'embedding', 'other', 'profile_scrape', 'infrastructure']
const START = '2025-11-20'

const spend = fc
  .record({
    days: fc.integer({ min: 1, max: 366 }),
    seed: fc.array(fc.integer({ min: 0, max: 365 }), { maxLength: 20 }),
  })
  .chain(({ days, seed }) =>
    fc.record({
      days: fc.constant(days),
      daily: fc.tuple(
        ...[...new Set(seed.map((at) => at % days))].map((at) =>
          fc
            .dictionary(fc.constantFrom(...PURPOSES), fc.integer({ min: 0, max: 10 ** 12 }))
            .map((by) => ({ day: addDays(START, at), by, cost_micros: Object.values(by).reduce((a, b) => a + b, 0) })),
        ),
      ),
    }),
  )

test('bars and parts sum to what was spent, to the micro-dollar, and no bar lacks a part', () => {
  fc.assert(
    fc.property(spend, ({ days, daily }) => {
      const range = { start: START, end: addDays(START, days - 1) }
      const { rows, parts, isWeekly } = spendRows(daily, range)
      const sum = rows.flatMap(({ values }) => Object.values(values)).reduce((a, b) => a + b, 0)
      expect(sum).toBe(daily.reduce((total, { cost_micros }) => total + cost_micros, 0))
      expect(parts.length).toBeLessThanOrEqual(6)
      // Calendar weeks: a range may begin and end within one.
      const least = isWeekly ? Math.ceil(days / 7) : days
      expect([least, least + (isWeekly ? 1 : 0)]).toContain(rows.length)
      for (const { values } of rows) expect(Object.keys(values)).toEqual(parts)
    }),
  )
})

test('more than six purposes become five and the rest', () => {
  const by = Object.fromEntries(PURPOSES.map((purpose, index) => [purpose, 100 - index]))
  const { parts, rows } = spendRows([{ day: START, by, cost_micros: 679 }], { start: START, end: START })
  expect(parts.slice(0, 5)).toEqual(PURPOSES.slice(0, 5))
  expect(parts.filter(isRest)).toHaveLength(1)
  expect(rows[0]?.values[parts[5] ?? '']).toBe(95 + 94)
})

test('the bars of a range together are the range, without a day twice', () => {
  for (const days of [1, 30, 92, 93, 365, 366]) {
    const range = { start: START, end: addDays(START, days - 1) }
    const bars = spendRows([], range)
    const spans = bars.rows.map(({ key }) => daysOfBar(key, bars, range))
    expect(spans.reduce((sum, { start, end }) => sum + spanOf(start, end), 0)).toBe(days)
    expect(spans.at(-1)?.end).toBe(range.end)
  }
})

test('the weeks of a long range are those of the calendar, named by their days', () => {
  // 20 November 2025 is a Thursday.
  const { rows } = spendRows([], { start: START, end: addDays(START, 365) })
  expect(rows.slice(0, 2)).toMatchObject([
    { key: '2025-11-20', label: '20 Nov – 23 Nov 2025' },
    { key: '2025-11-24', label: '24 Nov – 30 Nov 2025' },
  ])
  expect(rows.at(-1)?.label).toBe('16 Nov – 20 Nov 2026')
})
