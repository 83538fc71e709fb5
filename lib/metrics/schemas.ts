import { z } from 'zod'

/**
 * Contracts of the overview and of `/api/metrics/*` (spec 02 §4.5, 05 §16). Days are calendar days of the workspace's
 * zone, money is integer micro-dollars, rates are 0..1 and null where the denominator is 0.
 */
const day = z.iso.date()
const count = z.number().int().nonnegative()
const micros = z.number().int().nonnegative()
const rate = z.number().nullable()
const dayParam = z.iso.date()

export const MOST_DAYS = 366
export const RangeQuery = z.strictObject({
  start: dayParam.optional(),
  end: dayParam.optional(),
  campaign_id: z.uuid().optional(),
  /** Campaign by name, for callers that know no ids. */
  campaign: z.string().min(1).max(100).optional(),
})
export type RangeQuery = z.infer<typeof RangeQuery>

export const Counters = z.object({
  sends: count,
  sends_open_tracked: count,
  sends_click_tracked: count,
  delivered: count,
  opens: count,
  opens_machine: count,
  clicks: count,
  clicks_machine: count,
  replies: count,
  replies_positive: count,
  opt_outs: count,
  bounces: count,
  bounces_hard: count,
  bounces_soft: count,
  complaints: count,
  failures: count,
})
export type Counters = z.infer<typeof Counters>

export const Rates = z.object({
  open_rate: rate,
  click_rate: rate,
  reply_rate: rate,
  positive_reply_rate: rate,
  bounce_rate: rate,
  opt_out_rate: rate,
  delivery_rate: rate,
})
export type Rates = z.infer<typeof Rates>

export const Figures = z.object({ ...Counters.shape, ...Rates.shape, cost_micros: micros })
export type Figures = z.infer<typeof Figures>
export type FigureName = keyof Figures

/** The range as it was read: `previous` has as many days, and ends at the same hour when the range ends today. */
export const Range = z.object({
  start: day,
  end: day,
  days: z.number().int().positive(),
  timezone: z.string(),
  previous: z.object({ start: day, end: day }),
  /** Today is part of the range, so its last day is still growing. */
  running: z.boolean(),
})
export type Range = z.infer<typeof Range>

/** `pct` is null when the earlier figure is 0; `points` is the difference of two rates in percentage points. */
export const Change = z.object({ pct: z.number().nullable(), points: z.number().nullable() })
export type Change = z.infer<typeof Change>

/** Without rates: they follow from the counters, and would be half of a year's answer. */
export const DayFigures = z.object({ day, ...Counters.shape, cost_micros: micros })
export type DayFigures = z.infer<typeof DayFigures>

export const CampaignFigures = z.object({
  /** Null: events that named a campaign we do not know. */
  campaign_id: z.uuid().nullable(),
  name: z.string().nullable(),
  status: z.string().nullable(),
  cost_per_reply_micros: micros.nullable(),
  ...Figures.shape,
})
export type CampaignFigures = z.infer<typeof CampaignFigures>

/** Step 0: events without a step. Cost is not split by step. */
export const StepFigures = z.object({ step: z.number().int().min(0).max(20), ...Counters.shape, ...Rates.shape })
export type StepFigures = z.infer<typeof StepFigures>

export const CostShare = z.object({ key: z.string(), calls: count, cost_micros: micros })
export type CostShare = z.infer<typeof CostShare>

export const Pulse = z.object({
  running: count,
  paused: count,
  /** Wanted on, but seen off, failed or contradicted. */
  blocked: count,
  pending: count,
  other: count,
  sends_last_hour: count,
  last_event_at: z.iso.datetime().nullable(),
})
export type Pulse = z.infer<typeof Pulse>

/** `GET /api/dashboard/aggregate`: everything the overview shows, read in one snapshot. */
export const Dashboard = z.object({
  range: Range,
  summary: Figures,
  previous: Figures,
  changes: z.record(z.string(), Change),
  timeseries: z.array(DayFigures),
  previous_timeseries: z.array(DayFigures),
  campaigns: z.array(CampaignFigures),
  steps: z.array(StepFigures),
  costs: z.object({ total_micros: micros, by_provider: z.array(CostShare), by_model: z.array(CostShare) }),
  pulse: Pulse,
  freshness_at: z.iso.datetime(),
})
export type Dashboard = z.infer<typeof Dashboard>

export const SERIES_METRICS = [
  ...(['sends', 'replies', 'opt_outs', 'opens', 'clicks', 'bounces'] as const),
  ...(['reply_rate', 'open_rate', 'click_rate', 'opt_out_rate', 'bounce_rate', 'cost'] as const),
] as const
export const TimeseriesQuery = z.strictObject({ ...RangeQuery.shape, metric: z.enum(SERIES_METRICS) })
export type TimeseriesQuery = z.infer<typeof TimeseriesQuery>
/** `cost` is in micro-dollars. */
export const SeriesPoint = z.object({ day, value: z.number().nullable() })
export type SeriesPoint = z.infer<typeof SeriesPoint>

/** `GET /api/metrics/summary`. */
export const Summary = z.object({
  ...Figures.shape,
  previous: Figures,
  changes: z.record(z.string(), Change),
  range: Range,
})
export type Summary = z.infer<typeof Summary>

/**
 * One row of by-campaign, by-sender, by-provider, by-variant; `key` is an id, a provider's name, or null for "none".
 * `cost_micros` is null where costs are not known by this.
 */
export const BreakdownRow = z.object({
  key: z.string().nullable(),
  label: z.string().nullable(),
  ...Figures.shape,
  cost_micros: micros.nullable(),
})
export type BreakdownRow = z.infer<typeof BreakdownRow>
