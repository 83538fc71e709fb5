import { ratesOf } from './rates'
import { type Change, type Counters, type FigureName, type Figures, Rates } from './schemas'

/** The columns of daily_stats and daily_campaign_stats that figures are made of, in the order in which queries return their sums. */
export const COUNTERS = [
  ...(['sends', 'sends_open_tracked', 'sends_click_tracked', 'delivered', 'opens', 'opens_machine'] as const),
  ...(['clicks', 'clicks_machine', 'replies', 'replies_positive', 'opt_outs'] as const),
  ...(['bounces_hard', 'bounces_soft', 'complaints', 'failures'] as const),
] as const
type Counter = (typeof COUNTERS)[number]
/** The sums of one group, in that order. */
export type Sums = number[]

export const NO_SUMS: Sums = COUNTERS.map(() => 0)
export const addSums = (a: Sums, b: Sums): Sums => a.map((sum, index) => sum + (b[index] ?? 0))

export function countersOf(sums: Sums): Counters {
  // Called for each day of two years: no arrays of pairs.
  const named = {} as Record<Counter, number>
  for (const [index, name] of COUNTERS.entries()) named[name] = sums[index] ?? 0
  return { ...named, bounces: named.bounces_hard + named.bounces_soft }
}

export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

export function withRates(sums: Sums): Counters & Rates {
  const counters = countersOf(sums)
  return { ...counters, ...ratesOf(counters) }
}

export const figuresOf = (sums: Sums, costMicros: number): Figures => ({ ...withRates(sums), cost_micros: costMicros })

const RATES = new Set(Object.keys(Rates.shape))

/** From the earlier figures to the present ones, by name. */
export function changesOf(now: Figures, before: Figures): Record<FigureName, Change> {
  const names = Object.keys(now) as FigureName[]
  return Object.fromEntries(names.map((name) => [name, changeOf(now[name], before[name], RATES.has(name))])) as Record<
    FigureName,
    Change
  >
}

function changeOf(now: number | null, before: number | null, isRate: boolean): Change {
  if (now === null || before === null) return { pct: null, points: null }
  return {
    pct: before === 0 ? null : ((now - before) / before) * 100,
    points: isRate ? (now - before) * 100 : null,
  }
}
