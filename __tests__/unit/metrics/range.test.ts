import { AppError } from '@/lib/api/errors'
import { instantOf, publicRange, resolveRange, todayIn } from '@/lib/metrics/range'

const at = (iso: string) => ({ now: new Date(iso) })
const NOON = at('2026-11-20T12:00:00Z')

test('without an end or a start, the last 30 days by the clocks of the workspace', () => {
  const late = at('2026-11-20T23:30:00Z')
  expect(publicRange(resolveRange({}, 'UTC', late))).toEqual({
    ...{ start: '2026-10-22', end: '2026-11-20', days: 30, timezone: 'UTC', running: true },
    previous: { start: '2026-09-22', end: '2026-10-21' },
  })
  expect(resolveRange({}, 'Asia/Kolkata', late)).toMatchObject({ start: '2026-10-23', end: '2026-11-21' })
  expect(todayIn('America/New_York', new Date('2026-11-21T04:59:00Z'))).toBe('2026-11-20')
})

test('as many days just before, whole ones when the range is over', () => {
  const range = resolveRange({ start: '2026-03-01', end: '2026-03-31' }, 'America/New_York', NOON)
  expect(range).toMatchObject({
    days: 31,
    running: false,
    cut: null,
    previous: { start: '2026-01-29', end: '2026-02-28' },
  })
})

test('a range that ends today is compared up to the same time of day', () => {
  const { cut } = resolveRange({ start: '2026-11-20', end: '2026-11-20' }, 'America/New_York', NOON)
  expect(cut).toEqual({
    day: '2026-11-19',
    from: new Date('2026-11-19T05:00:00Z'),
    until: new Date('2026-11-19T12:00:00Z'),
  })
})

test('the same time of day is what the clocks show, on the day they are moved too', () => {
  // 8 March 2026 has 23 hours in New York, 1 November 25.
  const afterSpring = resolveRange(
    { start: '2026-03-09', end: '2026-03-09' },
    'America/New_York',
    at('2026-03-09T16:00:00Z'),
  )
  expect(afterSpring.cut).toMatchObject({
    from: new Date('2026-03-08T05:00:00Z'),
    until: new Date('2026-03-08T16:00:00Z'),
  })
  const afterAutumn = resolveRange(
    { start: '2026-11-02', end: '2026-11-02' },
    'America/New_York',
    at('2026-11-02T17:00:00Z'),
  )
  expect(afterAutumn.cut).toMatchObject({
    from: new Date('2026-11-01T04:00:00Z'),
    until: new Date('2026-11-01T17:00:00Z'),
  })
  expect(instantOf('2026-03-08', 'America/New_York', 2, 30)).toEqual(new Date('2026-03-08T07:30:00Z'))
})

test.each([
  ['the start after the end', { start: '2026-11-02', end: '2026-11-01' }],
  ['a start in the future', { start: '2026-11-21' }],
  ['367 days', { start: '2025-11-19', end: '2026-11-20' }],
])('%s is refused', (_, asked) => {
  expect(() => resolveRange(asked, 'UTC', NOON)).toThrow(expect.objectContaining({ code: 'INVALID_DATE_RANGE' }))
})

test('366 days are a range; lists of rows reach 90', () => {
  expect(resolveRange({ start: '2025-11-20', end: '2026-11-20' }, 'UTC', NOON).days).toBe(366)
  const rows = { ...NOON, mostDays: 90 }
  expect(resolveRange({ start: '2026-08-23', end: '2026-11-20' }, 'UTC', rows).days).toBe(90)
  expect(() => resolveRange({ start: '2026-08-22', end: '2026-11-20' }, 'UTC', rows)).toThrow(AppError)
})
