import type { Counters, Rates } from './schemas'

/** Finer than anything shown, and half as long to write as a double. */
const PARTS = 1e7
const rate = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * PARTS) / PARTS

/** The formulas of spec 05 §16: 0..1, null where there is nothing to divide by. A week's rates come from its sums. */
export const ratesOf = (counters: Counters): Rates => ({
  open_rate: rate(counters.opens, counters.sends_open_tracked),
  click_rate: rate(counters.clicks, counters.sends_click_tracked),
  reply_rate: rate(counters.replies, counters.sends),
  positive_reply_rate: rate(counters.replies_positive, counters.sends),
  bounce_rate: rate(counters.bounces, counters.sends),
  opt_out_rate: rate(counters.opt_outs, counters.sends),
  delivery_rate: rate(counters.sends - counters.bounces, counters.sends),
})
