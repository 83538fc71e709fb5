/** How figures read. Rates are 0..1, money is micro-dollars; null is "not known", which is not zero. */
export const UNKNOWN = '–'

const exact = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })
const COMPACT_FROM = 10_000

const dollars = (digits: number) =>
  new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
const cents = dollars(2)
const fine = dollars(4)
const compactDollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  maximumFractionDigits: 1,
})

/** `12,431`. */
export const formatNumber = (value: number | null): string => (value === null ? UNKNOWN : exact.format(value))

/** For tiles and axes: exact below ten thousand, then `12.4k`, `1.2M`. */
export function formatCompact(value: number | null): string {
  if (value === null) return UNKNOWN
  return Math.abs(value) < COMPACT_FROM ? exact.format(value) : compact.format(value).replace('K', 'k')
}

/** `2.4%`: one decimal. */
export function formatRate(value: number | null): string {
  return value === null ? UNKNOWN : `${(value * 100).toLocaleString('en-US', ONE_DECIMAL)}%`
}
const ONE_DECIMAL = { minimumFractionDigits: 1, maximumFractionDigits: 1 }

/** Money in full: `$1,240.50`; amounts under a cent with four digits, `$0.0042`. */
export function formatMoney(micros: number | null): string {
  if (micros === null) return UNKNOWN
  const isSmall = micros !== 0 && Math.abs(micros) < 10_000
  return (isSmall ? fine : cents).format(micros / 1_000_000)
}

/** Money on tiles and axes: `$12.4k` from ten thousand dollars on. */
export function formatCompactMoney(micros: number | null): string {
  if (micros === null || Math.abs(micros) < COMPACT_FROM * 1_000_000) return formatMoney(micros)
  return compactDollars.format(micros / 1_000_000).replace('K', 'k')
}
