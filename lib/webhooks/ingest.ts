import { createHash } from 'node:crypto'
import { AppError } from '@/lib/api/errors'
import type { Recorded } from '@/lib/events/schemas'
import type { Items } from './body'
import { type Delivery, isRejection, type Outcome, type Recipient } from './delivery'
import { findOwners, isOwned } from './owners'
import { mayHeal, parkDelivery } from './park'

/** Records items of one workspace; one outcome each, after commit. */
export type Recorder = (to: Recipient, items: unknown[]) => Promise<Outcome[]>

const LONGEST_ID = 200

/** Short enough for its column whatever the sender chose. */
const boundedId = (id: string): string =>
  id.length > LONGEST_ID ? `sha256-${createHash('sha256').update(id).digest('hex')}` : id

/** Deduplicated per key, workspace and kind of effect: each of these is a transaction of its own. */
export function recipientOf(delivery: Delivery, workspaceId: string, kind: string): Recipient {
  const { caller, id, origin = id, requestId, receivedAt } = delivery
  const source = `n8n:${caller.keyId}:${workspaceId}`
  return {
    ...{ workspaceId, keyId: caller.keyId, requestId },
    delivery: { source, id: `${kind}:${boundedId(id)}` },
    origin: `${source}:${kind}:${boundedId(origin)}`,
    ...(receivedAt !== undefined && { receivedAt }),
  }
}

/**
 * Hands each item to its workspace, in one order everywhere, and answers what became of it. A bare item's refusal is
 * thrown; the refused items of a batch are kept as a dead letter while the others live. `isWhole`: a foreign item
 * refuses all.
 */
export async function ingest(
  delivery: Delivery,
  { items, isSingle }: Items,
  record: Recorder,
  { isWhole = false }: { isWhole?: boolean } = {},
): Promise<Recorded> {
  const owners = await findOwners(delivery.caller, items, delivery.requestId)
  if (isWhole && !owners.every(isOwned)) throw new AppError('WORKSPACE_MISMATCH')
  const outcomes: Outcome[] = owners.map((owner) => (isOwned(owner) ? 'duplicate' : owner))
  for (const workspaceId of [...new Set(owners.filter(isOwned))].sort()) {
    const own = items.flatMap((item, index) => (owners[index] === workspaceId ? [{ item, index }] : []))
    const recorded = await record(
      recipientOf(delivery, workspaceId, `items/${delivery.door}`),
      own.map(({ item }) => item),
    )
    for (const [place, { index }] of own.entries()) outcomes[index] = recorded[place] ?? 'duplicate'
  }
  return summarize(delivery, { items, isSingle }, outcomes)
}

export async function summarize(
  delivery: Delivery,
  { items, isSingle }: Items,
  outcomes: Outcome[],
): Promise<Recorded> {
  const rejected = outcomes.flatMap((outcome, index) => (isRejection(outcome) ? [{ index, ...outcome }] : []))
  const [first] = rejected
  // Nothing of it was kept: the whole delivery is refused, and the door keeps it with this reason.
  if (
    first &&
    (isSingle || delivery.isKept || (rejected.length === items.length && first.code === 'WORKSPACE_MISMATCH'))
  )
    throw new AppError(first.code, first.message, { ...(first.details && { details: first.details }) })
  if (first) {
    const refused = JSON.stringify(rejected.map(({ index }) => items[index]))
    const canHeal = rejected.some(({ code }) => mayHeal(code, delivery))
    await parkDelivery(delivery, Buffer.from(refused), new AppError(first.code, first.message), canHeal)
  }
  return {
    accepted: outcomes.filter((outcome) => outcome === 'accepted').length,
    duplicates: outcomes.filter((outcome) => outcome === 'duplicate').length,
    rejected: rejected.map(({ index, code, message }) => ({ index, code, message })),
  }
}
