import fc from 'fast-check'
import { formatMoneyTick } from '@/lib/ui/cost-text'
import { formatCompact, formatCompactMoney, formatMoney, formatNumber, formatRate } from '@/lib/ui/numbers'
import { niceTicks } from '@/lib/ui/ticks'

test('counts are exact below ten thousand, short above, never short when asked in full', () => {
  expect(formatCompact(0)).toBe('0')
  expect(formatCompact(9_999)).toBe('9,999')
  expect(formatCompact(12_431)).toBe('12.4k')
  expect(formatCompact(1_200_000)).toBe('1.2M')
  expect(formatNumber(12_431)).toBe('12,431')
})

test('what is not known is not zero', () => {
  for (const format of [formatCompact, formatNumber, formatRate, formatMoney, formatCompactMoney]) {
    expect(format(null)).toBe('–')
  }
  expect(formatRate(0)).toBe('0.0%')
})

test('rates have one decimal', () => {
  expect(formatRate(0.02449)).toBe('2.4%')
  expect(formatRate(1)).toBe('100.0%')
  expect(formatRate(12.5)).toBe('1,250.0%')
})

test('money: cents, four digits below a cent, sign and size kept up to 10^15 micro-dollars', () => {
  expect(formatMoney(0)).toBe('$0.00')
  expect(formatMoney(1_240_500_000)).toBe('$1,240.50')
  expect(formatMoney(4_200)).toBe('$0.0042')
  expect(formatMoney(-4_200)).toBe('-$0.0042')
  expect(formatMoney(10_000)).toBe('$0.01')
  expect(formatMoney(-1_500_000)).toBe('-$1.50')
  expect(formatMoney(10 ** 15)).toBe('$1,000,000,000.00')
  expect(formatCompactMoney(10 ** 15)).toBe('$1B')
  expect(formatCompactMoney(12_431_000_000)).toBe('$12.4k')
  expect(formatCompactMoney(4_200)).toBe('$0.0042')
})

test('an axis has at most four lines at even, round steps and reaches the top', () => {
  expect(niceTicks(88, 1)).toEqual([0, 50, 100])
  expect(niceTicks(0.031)).toEqual([0, 0.02, 0.04])
  expect(niceTicks(1, 1)).toEqual([0, 1])
  expect(niceTicks(0.0072, 0.001)).toEqual([0, 0.005, 0.01])
  expect(niceTicks(0.0003, 0.001)).toEqual([0, 0.001])
  expect(niceTicks(0)).toEqual([0])
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e15, noNaN: true }), fc.boolean(), (max, whole) => {
      const ticks = niceTicks(max, whole ? 1 : 0)
      expect(ticks.length).toBeLessThanOrEqual(4)
      expect(ticks.at(-1) ?? 0).toBeGreaterThanOrEqual(max * (1 - 1e-6))
      if (whole) expect(ticks.every(Number.isInteger)).toBe(true)
    }),
  )
})

test('money on an axis has cents or none, never one digit after the point', () => {
  expect([0, 500_000, 1_000_000, 1_500_000, 40_000_000, 1_200_000_000].map(formatMoneyTick)).toEqual([
    '$0',
    '$0.50',
    '$1',
    '$1.50',
    '$40',
    '$1.2k',
  ])
  expect(formatMoneyTick(2_500)).toBe('$0.0025')
})
