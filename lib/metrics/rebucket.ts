import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { retryTransaction } from '@/lib/db/retry'
import { publish } from '@/lib/stream/publish'

const DAY_MS = 86_400_000

/**
 * Moves a workspace's history to the days of its present time zone, newest first, one day per transaction. Stops when the
 * signal says so; a further run does what is left. Returns how many events and costs moved.
 */
export async function rebucketStats(workspaceId: string, { signal }: { signal?: AbortSignal } = {}): Promise<number> {
  const platform = asPlatform('stats rebucket')
  const { rows } = await platform((trx) =>
    sql<{ oldest: string | null }>`select least(
        (select min(occurred_at) from email_events where workspace_id = ${workspaceId}::uuid),
        (select min(occurred_at) from cost_events where workspace_id = ${workspaceId}::uuid)) as oldest`.execute(trx),
  )
  const oldest = rows[0]?.oldest
  if (!oldest) return 0
  let moved = 0
  for (let until = Date.now() + DAY_MS; until > Date.parse(oldest); until -= DAY_MS) {
    signal?.throwIfAborted()
    const [from, to] = [new Date(until - DAY_MS).toISOString(), new Date(until).toISOString()]
    const range = sql<{ moved: number }>`select private.rebucket_range(${workspaceId}::uuid, ${from}::timestamptz,
      ${to}::timestamptz) as moved`
    const answer = await retryTransaction(() => platform((trx) => range.execute(trx)))
    moved += answer.rows[0]?.moved ?? 0
  }
  publish(workspaceId, { type: 'metrics.changed', id: workspaceId, version: Date.now() })
  return moved
}
