import { sql } from 'kysely'
import { AppError, isErrorCode } from '@/lib/api/errors'
import { createGather } from '@/lib/api/gather'
import { isRetryable } from '@/lib/db/errors'
import { asWorkspace } from '@/lib/db/principals'
import { retryTransaction } from '@/lib/db/retry'
import { publish } from '@/lib/stream/publish'
import { isRejection, type Outcome, type Recipient, reject } from '@/lib/webhooks/delivery'
import { type CostRow, prepareCost } from './prepare'

const MOST_AT_ONCE = 1_000

type Parcel = { to: Recipient; costs: CostRow[] }
type Answer = { accepted: number; duplicates: number[]; rejected: { i: number; code: string }[] }

/**
 * Records up to 1,000 provider calls of one workspace, once each: the same delivery or the same key again is a
 * duplicate. Returns after commit, one outcome per input. Throws DATABASE_UNAVAILABLE when nothing was kept.
 */
export async function recordCosts(to: Recipient, inputs: unknown[]): Promise<Outcome[]> {
  const now = to.receivedAt ?? Date.now()
  const prepared = inputs.map((input, index) => prepareCost(to.workspaceId, input, `${to.origin}:${index}`, now))
  const costs = prepared.filter((one): one is CostRow => !isRejection(one))
  const outcomes = costs.length > 0 ? await gather(to.workspaceId, { to, costs }) : []
  return prepared.map((one) => (isRejection(one) ? one : (outcomes.shift() ?? 'duplicate')))
}

const gather = createGather<Parcel, Outcome[]>({
  run: (workspaceId, parcels) => retryTransaction(() => recordParcels(workspaceId, parcels)),
  weigh: ({ costs }) => costs.length,
  most: MOST_AT_ONCE,
  isolate: (error) => !isRetryable(error),
})

async function recordParcels(workspaceId: string, parcels: Parcel[]): Promise<Outcome[][]> {
  const deliveries = parcels.map(({ to }) => to.delivery)
  const costs = parcels.flatMap((parcel, index) => parcel.costs.map((row) => ({ delivery: index + 1, ...row })))
  const batch = costs.map((row, index) => ({ i: index + 1, ...row }))
  const [[row]] = await asWorkspace(workspaceId).batch(
    sql<{
      answer: Answer
    }>`select private.record_costs(${workspaceId}::uuid, ${deliveries}::jsonb, ${batch}::json) as answer`,
  )
  if (!row) throw new AppError('DATABASE_UNAVAILABLE')
  if (row.answer.accepted > 0) publish(workspaceId, { type: 'metrics.changed', id: workspaceId, version: Date.now() })
  const outcomes: Outcome[] = Array(batch.length).fill('accepted')
  for (const i of row.answer.duplicates) outcomes[i - 1] = 'duplicate'
  for (const { i, code } of row.answer.rejected) outcomes[i - 1] = reject(isErrorCode(code) ? code : 'INVALID_INPUT')
  return parcels.map(({ costs: own }) => outcomes.splice(0, own.length))
}
