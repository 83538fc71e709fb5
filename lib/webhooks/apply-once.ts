import { sql } from 'kysely'
import { asWorkspace, type Tx } from '@/lib/db/principals'
import { retryTransaction } from '@/lib/db/retry'
import { ringOutbox } from '@/lib/jobs/enqueue'
import { publish } from '@/lib/stream/publish'
import type { Change } from '@/lib/stream/schemas'
import type { Callback } from './callbacks'
import type { Outcome, Recipient } from './delivery'

/** What one callback did; `changes` are told to open tabs once it is committed. */
export type Applied = { outcome: Outcome; changes?: Omit<Change, 'at'>[]; hasJob?: boolean }
export type Apply = (trx: Tx, to: Recipient, callback: Callback) => Promise<Applied>

/** Applies the callbacks of one family in one transaction, in their order, unless this delivery was applied before. */
export async function applyOnce(to: Recipient, callbacks: Callback[], apply: Apply): Promise<Outcome[]> {
  const { source, id } = to.delivery
  const applied = await retryTransaction(() =>
    asWorkspace(to.workspaceId)(async (trx): Promise<Applied[]> => {
      const { rows } = await sql<{ fresh: boolean }>`select private.claim_inbound(${source}, ${id},
        ${to.workspaceId}::uuid) as fresh`.execute(trx)
      if (!rows[0]?.fresh) return callbacks.map(() => ({ outcome: 'duplicate' }))
      const results: Applied[] = []
      for (const callback of callbacks) results.push(await apply(trx, to, callback))
      return results
    }),
  )
  for (const change of applied.flatMap(({ changes = [] }) => changes)) publish(to.workspaceId, change)
  if (applied.some(({ hasJob }) => hasJob)) ringOutbox()
  return applied.map(({ outcome }) => outcome)
}

export const contextOf = (to: Recipient) => ({ actor: { type: 'webhook', id: to.keyId }, request_id: to.requestId })

/** Notices of ten minutes that say the same are one. */
export const tenMinutes = (): number => Math.floor(Date.now() / 600_000)
