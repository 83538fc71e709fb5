import fc from 'fast-check'
import { formatRange, MOST_RANGE_DAYS, PRESETS, presetOf, rangeParams, resolveRange } from '@/lib/ui/date-range'
import { addDays, isDay, spanOf, startOfMonth, startOfQuarter, todayIn } from '@/lib/ui/days'
import { keepParams } from '@/lib/ui/keep-params'

const TODAY = '2026-11-20'
const none = { start: null, end: null }
const lastThirty = { start: '2026-10-22', end: TODAY }

test('today is the day of the workspace, from UTC-11 to UTC+14', () => {
  const noon = Date.parse('2026-11-20T10:30:00Z')
  expect(todayIn('Pacific/Kiritimati', noon)).toBe('2026-11-21')
  expect(todayIn('Pacific/Pago_Pago', noon)).toBe('2026-11-19')
  expect(todayIn('Europe/Berlin', Date.parse('2026-11-20T22:59:59Z'))).toBe('2026-11-20')
  expect(todayIn('Europe/Berlin', Date.parse('2026-11-20T23:00:00Z'))).toBe('2026-11-21')
})

test('days are counted by the calendar, over leap days and clock changes', () => {
  expect(isDay('2028-02-29')).toBe(true)
  expect(isDay('2027-02-29')).toBe(false)
  expect(isDay('2026-1-2')).toBe(false)
  expect(isDay('20261-01-02')).toBe(false)
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(spanOf('2026-03-28', '2026-03-30')).toBe(3)
  expect(spanOf('2026-10-24', '2026-10-26')).toBe(3)
  expect(startOfMonth('2026-11-20')).toBe('2026-11-01')
  expect(startOfQuarter('2026-11-20')).toBe('2026-10-01')
  expect(startOfQuarter('2026-03-31')).toBe('2026-01-01')
})

test('an address without a range means the last 30 days, and so does one that asks for nonsense', () => {
  expect(resolveRange(none, TODAY)).toEqual(lastThirty)
  expect(resolveRange({ start: '2026-11-20', end: '2026-11-01' }, TODAY)).toEqual(lastThirty)
  expect(resolveRange({ start: '2026-11-01', end: '2026-11-21' }, TODAY)).toEqual(lastThirty)
  expect(resolveRange({ start: '2025-11-19', end: TODAY }, TODAY)).toEqual(lastThirty)
  expect(resolveRange({ start: '2025-11-20', end: TODAY }, TODAY)).toEqual({ start: '2025-11-20', end: TODAY })
  expect(resolveRange({ start: '2026-06-01', end: TODAY }, TODAY, 90)).toEqual(lastThirty)
})

test('one end is enough', () => {
  expect(resolveRange({ start: '2026-11-10', end: null }, TODAY)).toEqual({ start: '2026-11-10', end: TODAY })
  expect(resolveRange({ start: null, end: '2026-10-31' }, TODAY)).toEqual({ start: '2026-10-02', end: '2026-10-31' })
})

test('whatever the address says, the range is valid and survives being written and read again', () => {
  const day = fc
    .date({ min: new Date('2024-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(fc.option(day), fc.option(day), day, (start, end, today) => {
      const range = resolveRange({ start, end }, today)
      const days = spanOf(range.start, range.end)
      expect(days >= 1 && days <= MOST_RANGE_DAYS && range.end <= today).toBe(true)
      expect(resolveRange(rangeParams(range, today), today)).toEqual(range)
    }),
  )
})

test('the default stays out of the address', () => {
  expect(rangeParams(lastThirty, TODAY)).toEqual(none)
  expect(rangeParams({ start: TODAY, end: TODAY }, TODAY)).toEqual({ start: TODAY, end: TODAY })
})

test('a range is named by its preset', () => {
  for (const preset of PRESETS) expect(presetOf(preset.range(TODAY), TODAY)?.id).toBe(preset.id)
  expect(presetOf({ start: '2026-11-02', end: '2026-11-03' }, TODAY)).toBeUndefined()
  expect(formatRange(lastThirty)).toBe('22 Oct – 20 Nov 2026')
  expect(formatRange({ start: '2025-12-30', end: '2026-01-02' })).toBe('30 Dec 2025 – 2 Jan 2026')
  expect(formatRange({ start: TODAY, end: TODAY })).toBe('20 Nov 2026')
})

test('links keep workspace, days and campaign; what a link says itself wins', () => {
  const present = new URLSearchParams('workspace=acme&start=2026-11-01&q=secret')
  expect(keepParams('/analytics', present)).toBe('/analytics?workspace=acme&start=2026-11-01')
  expect(keepParams('/events?start=2026-11-05&event_type=opened', present)).toBe(
    '/events?start=2026-11-05&event_type=opened&workspace=acme',
  )
  expect(keepParams('/', new URLSearchParams())).toBe('/')
  expect(keepParams('/events?campaign=', new URLSearchParams({ campaign: 'ohio', start: '2026-11-01' }))).toBe(
    '/events?start=2026-11-01',
  )
})
