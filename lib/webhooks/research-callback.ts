import { sql } from 'kysely'
import { z } from 'zod'
import { prepareCost } from '@/lib/costs/prepare'
import { recordCosts } from '@/lib/costs/record'
import { hashAddress } from '@/lib/credentials/address-hash'
import { type Apply, applyOnce } from './apply-once'
import type { Callback } from './callbacks'
import { isRejection as isRefused, type Outcome, type Recipient, reject, rejectInvalid } from './delivery'

const email = z.string().trim().toLowerCase().max(254)
const Research = z
  .object({
    contact_id: z.uuid().optional(),
    contact_email: email.optional(),
    company_name: z.string().max(300).optional(),
    summary: z.string().max(8_000).optional(),
    data_points: z.unknown().optional(),
    completed_at: z.iso.datetime({ offset: true }).optional(),
    cost: z.union([z.record(z.string(), z.unknown()), z.number(), z.string()]).optional(),
  })
  .refine((research) => research.contact_id !== undefined || research.contact_email !== undefined, {
    message: 'Give contact_email or contact_id.',
    path: ['contact_email'],
  })
const MOST_POINTS_BYTES = 16_000

/** Findings about a contact, and what they cost under the run's own key: reported here and as a cost, it counts once. */
export async function recordResearch(to: Recipient, callbacks: Callback[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = callbacks.map((callback) => check(to, callback))
  const good = callbacks.filter((_, index) => !isRefused(outcomes[index]))
  const applied = good.length > 0 ? await applyOnce(to, good, save) : []
  const kept = good.filter((_, index) => !isRefused(applied[index]))
  const costs = kept.flatMap((callback) => costOf(callback) ?? [])
  if (costs.length > 0) {
    const { source, id } = to.delivery
    await recordCosts({ ...to, delivery: { source, id: `${id}:cost` }, origin: `${to.origin}:cost` }, costs)
  }
  return outcomes.map((outcome) => (isRefused(outcome) ? outcome : (applied.shift() ?? 'duplicate')))
}

/** Findings and cost are kept together or not at all. */
function check(to: Recipient, callback: Callback): Outcome {
  const parsed = Research.safeParse(callback.data)
  if (!parsed.success) return rejectInvalid(parsed.error)
  if (JSON.stringify(parsed.data.data_points ?? null).length > MOST_POINTS_BYTES)
    return reject('INVALID_INPUT', 'data_points: At most 16 kB.')
  const cost = costOf(callback)
  const prepared = cost && prepareCost(to.workspaceId, cost, '', Date.now())
  return prepared && isRefused(prepared) ? prepared : 'accepted'
}

/** The call behind the findings, in the contract of costs; a bare figure is dollars. */
function costOf({ data, at }: Callback): Record<string, unknown> | null {
  const { cost } = data
  if (cost === undefined || cost === null || cost === 0) return null
  const said = typeof cost === 'object' ? (cost as Record<string, unknown>) : { cost_usd: cost }
  const known = {
    provider: 'unknown',
    purpose: 'company_summarization',
    occurred_at: data.completed_at ?? at ?? undefined,
  }
  const named = [
    'campaign_id',
    'campaign',
    'contact_id',
    'contact_email',
    'run_id',
    'workflow_id',
    'item_key',
    'event_id',
  ]
  const shared = Object.fromEntries([...named, 'provider', 'model'].map((name) => [name, data[name]]))
  const all = { ...known, ...defined(shared), ...defined(said) }
  return defined(all)
}

const defined = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null))

const save: Apply = async (trx, to, { data, at }) => {
  const { contact_id, contact_email, company_name, summary, data_points, completed_at } = Research.parse(data)
  const completed = new Date(completed_at ?? at ?? Date.now()).toISOString()
  const findings = { company_name, summary, data_points, completed_at: completed }
  const hash = contact_email === undefined ? null : Buffer.from(hashAddress(to.workspaceId, contact_email), 'hex')
  const { rows } = await sql<{ saved: boolean }>`select private.save_research(${to.workspaceId}::uuid,
    ${contact_id ?? null}::uuid, ${hash}::bytea, ${findings}::jsonb) as saved`.execute(trx)
  return { outcome: rows[0]?.saved ? 'accepted' : reject('CONTACT_NOT_FOUND') }
}
