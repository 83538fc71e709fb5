import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'

const PARTITIONS = 32
const BATCH = 5_000
const RUN_MS = 600_000
const KEPT = '2 years'

export type PurgedMail = { events: number; sends: number; isComplete: boolean }
type Limits = { signal?: AbortSignal; runMs?: number }

/**
 * Drops mail events of more than two years (and sandbox ones of more than 30 days) and the sends behind them, partition
 * by partition in batches of 5,000; the totals of those days stay. At most ten minutes: the next run goes on.
 */
export async function purgeMail({ signal, runMs = RUN_MS }: Limits = {}): Promise<PurgedMail> {
  const endsAt = Date.now() + runMs
  const isOver = () => (signal?.aborted ?? false) || Date.now() >= endsAt
  const purged: PurgedMail = { events: 0, sends: 0, isComplete: false }
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    purged.events += await inBatches(
      isOver,
      sql<{
        gone: number
      }>`select private.purge_email_events(${partition}::int, now() - ${KEPT}::interval, ${BATCH}::int) as gone`,
    )
  }
  purged.sends += await inBatches(
    isOver,
    sql<{ gone: number }>`with gone as (
        delete from public.sends where ctid = any (array(
          select ctid from public.sends where coalesce(sent_at, created_at) < now() - ${KEPT}::interval limit ${BATCH}))
        returning 1
      ) select count(*)::int as gone from gone`,
  )
  return { ...purged, isComplete: !isOver() }
}

async function inBatches(isOver: () => boolean, batch: ReturnType<typeof sql<{ gone: number }>>): Promise<number> {
  let total = 0
  while (!isOver()) {
    const { rows } = await asPlatform('retention')((trx) => batch.execute(trx))
    const gone = rows[0]?.gone ?? 0
    total += gone
    if (gone < BATCH) break
  }
  return total
}
