import { z } from 'zod'
import { CostShare, RangeQuery } from '@/lib/metrics/schemas'

/** Contracts of LLM and tool costs (spec 02 §4.5, 06 §7). Money is integer micro-dollars; what a tenant sees is what it is charged. */
const micros = z.number().int().nonnegative()
const count = z.number().int().nonnegative()
const MOST_TOKENS = 2_000_000_000

/** One provider call as a workflow reports it. `cost_usd` is accepted at this border only, with at most 6 decimals. */
export const CostInput = z
  .strictObject({
    workspace_id: z.uuid().toLowerCase().optional(),
    provider: z.string().trim().toLowerCase().min(1).max(40),
    model: z.string().trim().max(80).default(''),
    tokens_in: count.max(MOST_TOKENS).default(0),
    tokens_out: count.max(MOST_TOKENS).default(0),
    units: count.max(MOST_TOKENS).default(0),
    cost_micros: micros.max(1_000_000_000_000).optional(),
    cost_usd: z.union([z.number(), z.string()]).optional(),
    campaign: z.string().trim().min(1).max(100).optional(),
    campaign_id: z.uuid().toLowerCase().optional(),
    contact_email: z.string().trim().toLowerCase().max(254).optional(),
    contact_id: z.uuid().toLowerCase().optional(),
    step: z.number().int().min(1).max(20).optional(),
    purpose: z.string().trim().min(1).max(60).default('other'),
    workflow_id: z.string().max(64).optional(),
    run_id: z.string().max(64).optional(),
    /** Dedup keys, the first given wins; else a hash of run, purpose, provider, model, contact, tokens and time. */
    event_id: z.string().min(1).max(128).optional(),
    item_key: z.string().min(1).max(128).optional(),
    metadata: z.record(z.string(), z.unknown()).optional(),
    occurred_at: z.iso.datetime({ offset: true }).optional(),
    created_at: z.iso.datetime({ offset: true }).optional(),
  })
  .refine((cost) => (cost.cost_micros === undefined) !== (cost.cost_usd === undefined), {
    message: 'Give cost_micros or cost_usd, one of the two.',
    path: ['cost_micros'],
  })
export type CostInput = z.output<typeof CostInput>

export const CostEvent = z.object({
  id: z.uuid(),
  provider: z.string(),
  model: z.string(),
  purpose: z.string(),
  tokens_in: count,
  tokens_out: count,
  units: count,
  cost_micros: micros,
  campaign: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  contact_id: z.uuid().nullable(),
  step: z.number().int().nullable(),
  workflow_id: z.string().nullable(),
  run_id: z.string().nullable(),
  occurred_at: z.iso.datetime(),
  day: z.iso.date(),
})
export type CostEvent = z.infer<typeof CostEvent>

export const CostQuery = z.strictObject({
  ...RangeQuery.shape,
  provider: z.string().max(40).optional(),
  model: z.string().max(80).optional(),
  purpose: z.string().max(60).optional(),
})
export type CostQuery = z.infer<typeof CostQuery>
export const CostListQuery = z.strictObject({
  ...CostQuery.shape,
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type CostListQuery = z.infer<typeof CostListQuery>

/** `GET /api/metrics/cost-breakdown`; `daily[].by` is split by purpose and sums to `cost_micros`. */
export const CostBreakdown = z.object({
  total_micros: micros,
  by_provider: z.array(CostShare),
  by_model: z.array(CostShare),
  by_purpose: z.array(CostShare),
  daily: z.array(z.object({ day: z.iso.date(), cost_micros: micros, by: z.record(z.string(), micros) })),
})
export type CostBreakdown = z.infer<typeof CostBreakdown>

/** Null where the divisor is 0. */
export const Efficiency = z.object({
  cost_micros: micros,
  contacts: count,
  sends: count,
  replies: count,
  replies_positive: count,
  cost_per_lead_micros: micros.nullable(),
  cost_per_mille_micros: micros.nullable(),
  cost_per_reply_micros: micros.nullable(),
  cost_per_positive_reply_micros: micros.nullable(),
})
export type Efficiency = z.infer<typeof Efficiency>

/** Cost of the last 30 days over the days that have data, times 30; null before `days_needed` days of data. */
export const Projection = z.object({
  month_to_date_micros: micros,
  projected_micros: micros.nullable(),
  low_micros: micros.nullable(),
  high_micros: micros.nullable(),
  days_of_data: count,
  days_needed: count,
  budget_micros: micros.nullable(),
})
export type Projection = z.infer<typeof Projection>
