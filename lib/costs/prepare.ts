import { createHash } from 'node:crypto'
import { hashAddress } from '@/lib/credentials/address-hash'
import { type Rejection, reject, rejectInvalid } from '@/lib/webhooks/delivery'
import { fitsMetadata, isStorable } from '@/lib/webhooks/storable'
import { CostInput } from './schemas'

const AHEAD_MS = 24 * 3_600_000
/** Later than this it is still counted on its own day, and marked. */
const LATE_MS = 30 * 86_400_000
const MOST_AGE_MS = 730 * 86_400_000
const MOST_MICROS = 1_000_000_000_000
const USD = /^(\d{1,9})(?:\.(\d{1,6}))?$/

/** One row of `private.incoming_cost`, but for its place in a batch. */
export type CostRow = {
  provider: string
  model: string
  purpose: string
  tokens_in: number
  tokens_out: number
  units: number
  cost_micros: number
  campaign_id?: string | undefined
  campaign_name?: string | undefined
  contact_id?: string | undefined
  email_hash?: string | undefined
  step_number?: number | undefined
  workflow_id?: string | undefined
  run_id?: string | undefined
  idempotency_key: string
  sandbox_mode: false
  occurred_at: string
  metadata: Record<string, unknown>
}

/**
 * Proves one reported provider call and brings it into the form the database takes. `place` tells calls of one delivery
 * apart that name neither a key nor their run; `now` in milliseconds.
 */
export function prepareCost(workspaceId: string, input: unknown, place: string, now: number): CostRow | Rejection {
  if (!isStorable(input)) return reject('INVALID_INPUT', 'The item contains text that cannot be stored.')
  const parsed = CostInput.safeParse(input)
  if (!parsed.success) return rejectInvalid(parsed.error)
  const cost = parsed.data
  if (!fitsMetadata(cost.metadata)) return invalid('metadata', 'At most 4 kB.')
  const micros = cost.cost_micros ?? microsOf(cost.cost_usd ?? '')
  if (micros === null) return invalid('cost_usd', 'A price in dollars with at most 6 decimals.')
  const time = cost.occurred_at ?? cost.created_at
  const occurredAt = time === undefined ? now : Date.parse(time)
  if (Number.isNaN(occurredAt)) return invalid('occurred_at', 'Not a time.')
  if (occurredAt > now + AHEAD_MS) return reject('INVALID_TIMESTAMP')
  if (occurredAt < now - MOST_AGE_MS) return reject('EVENT_TOO_OLD')
  const isLate = occurredAt < now - LATE_MS
  return {
    ...{ provider: cost.provider, model: cost.model, purpose: cost.purpose },
    ...{ tokens_in: cost.tokens_in, tokens_out: cost.tokens_out, units: cost.units, cost_micros: micros },
    campaign_id: cost.campaign_id,
    campaign_name: cost.campaign,
    contact_id: cost.contact_id,
    email_hash: cost.contact_email && `\\x${hashAddress(workspaceId, cost.contact_email)}`,
    step_number: cost.step,
    workflow_id: cost.workflow_id,
    run_id: cost.run_id,
    idempotency_key: cost.event_id ?? cost.item_key ?? hashOf(cost, micros, place),
    sandbox_mode: false,
    occurred_at: new Date(occurredAt).toISOString(),
    metadata: { ...cost.metadata, ...(isLate && { is_late: true }) },
  }
}

function invalid(field: string, message: string): Rejection {
  return { ...reject('INVALID_INPUT', `${field}: ${message}`), details: { fields: { [field]: message } } }
}

/** Exact: never through a float. Null for a price that is none, too fine or too large. */
export function microsOf(usd: number | string): number | null {
  const [, whole, fraction = ''] = USD.exec(String(usd).trim()) ?? []
  if (whole === undefined) return null
  const micros = Number(whole) * 1_000_000 + Number(fraction.padEnd(6, '0'))
  return micros <= MOST_MICROS ? micros : null
}

function hashOf(cost: CostInput, micros: number, place: string): string {
  const { run_id, provider, model, purpose, contact_id, contact_email, step, tokens_in, tokens_out, units } = cost
  const time = cost.occurred_at ?? cost.created_at ?? (run_id === undefined ? place : null)
  const call = [run_id, provider, model, purpose, contact_id ?? contact_email, step, tokens_in, tokens_out, units]
  const identity = JSON.stringify([...call.map((part) => part ?? null), micros, time])
  return `sha256-${createHash('sha256').update(identity).digest('hex')}`
}
