import { type RawBuilder, sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'

/**
 * What is kept how long (spec 01 §9). Rows that carry their own end say so themselves; for the others the age of the
 * named column counts. Unfinished outbox rows and running syncs are never old enough.
 */
const RULES = {
  idempotency_keys: { table: 'platform.idempotency_keys', expired: sql`expires_at < now()` },
  inbound_requests: { table: 'platform.inbound_requests', expired: sql`received_at < now() - interval '24 hours'` },
  local_sessions: { table: 'platform.local_sessions', expired: sql`expires_at < now()` },
  outbox: { table: 'platform.outbox', expired: sql`done_at < now() - interval '3 days'` },
  sync_failures: { table: 'platform.sync_failures', expired: sql`created_at < now() - interval '7 days'` },
  sync_logs: { table: 'platform.sync_logs', expired: sql`created_at < now() - interval '30 days'` },
  dead_letters: { table: 'platform.dead_letters', expired: sql`created_at < now() - interval '30 days'` },
  health_checks: { table: 'platform.health_checks', expired: sql`checked_at < now() - interval '30 days'` },
  // What nobody has read stays.
  notifications: {
    table: 'public.notifications',
    expired: sql`created_at < now() - interval '90 days' and exists (select from public.notification_reads r
      where r.workspace_id = notifications.workspace_id and r.notification_id = notifications.id
        and coalesce(r.read_at, r.dismissed_at) < now() - interval '90 days')`,
  },
  audit_log: { table: 'public.audit_log', expired: sql`expires_at < now()` },
} as const

type RetentionName = keyof typeof RULES
export type Purged = Record<RetentionName | 'execution_data', number>
const NAMES = Object.keys(RULES) as RetentionName[]
const BATCH = 5_000

/**
 * Deletes what has passed its retention and empties the data of old executions, in batches of 5,000 rows, each its own
 * transaction; stops between batches when the signal says so, and the next run goes on. Returns rows per table.
 */
export async function purgeExpired({ signal }: { signal?: AbortSignal } = {}): Promise<Purged> {
  const purged: Partial<Purged> = {}
  for (const name of NAMES) {
    const { table, expired } = RULES[name]
    const batch = sql`select ctid from ${sql.table(table)} where ${expired} limit ${BATCH}`
    purged[name] = await inBatches(sql`delete from ${sql.table(table)} where ctid = any(array(${batch}))`, signal)
  }
  const old = sql`select ctid from public.campaign_executions
    where finished_at < now() - interval '30 days' and (input <> '{}' or output <> '{}') limit ${BATCH}`
  purged.execution_data = await inBatches(
    sql`update public.campaign_executions set input = '{}', output = '{}' where ctid = any(array(${old}))`,
    signal,
  )
  return purged as Purged
}

async function inBatches(statement: RawBuilder<unknown>, signal: AbortSignal | undefined): Promise<number> {
  let total = 0
  while (!signal?.aborted) {
    const done = await asPlatform('retention')(async (trx) =>
      Number((await statement.execute(trx)).numAffectedRows ?? 0),
    )
    total += done
    if (done < BATCH) break
  }
  return total
}
