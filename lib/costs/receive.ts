import { AppError } from '@/lib/api/errors'
import type { Recorded } from '@/lib/events/schemas'
import type { Items } from '@/lib/webhooks/body'
import { type Delivery, isRejection } from '@/lib/webhooks/delivery'
import { ingest } from '@/lib/webhooks/ingest'
import { prepareCost } from './prepare'
import { recordCosts } from './record'

export const MOST_COSTS = 500

/**
 * Provider calls that a workflow reports, one or a batch. Money is taken whole or not at all: one item that is not valid
 * refuses the delivery with its place and path (spec 06 §7), and nothing is written.
 */
export async function receiveCosts(delivery: Delivery, items: Items): Promise<Recorded> {
  const now = delivery.receivedAt ?? Date.now()
  for (const [index, item] of items.items.entries()) {
    const checked = prepareCost(delivery.caller.keyId, item, '', now)
    if (!isRejection(checked)) continue
    const fields = Object.entries((checked.details?.fields ?? {}) as Record<string, string>)
    const details = { index, fields: Object.fromEntries(fields.map(([path, text]) => [`${index}.${path}`, text])) }
    throw new AppError(checked.code, `Item ${index}: ${checked.message}`, { details })
  }
  return ingest(delivery, items, recordCosts, { isWhole: true })
}
