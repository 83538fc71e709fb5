import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { retryTransaction } from '@/lib/db/retry'
import { type FailedJob, recordDeadLetter } from './dead-letters'

/** Marks the outbox row as done. A second call changes nothing. */
export async function finishJob(outboxId: string): Promise<void> {
  await retryTransaction(() =>
    asPlatform('finish a job')((trx) =>
      sql`update platform.outbox set done_at = now() where id = ${outboxId}::uuid and done_at is null`.execute(trx),
    ),
  )
}

/** Ends an outbox row as a dead letter. A row that is already done gets none. */
export async function parkJob(outboxId: string, failed: FailedJob): Promise<void> {
  await retryTransaction(() =>
    asPlatform('park a job')(async (trx) => {
      const { rows } = await sql`update platform.outbox set done_at = now()
        where id = ${outboxId}::uuid and done_at is null returning id`.execute(trx)
      if (rows.length > 0) await recordDeadLetter(trx, failed)
    }),
  )
}

/** A schedule that fails is one letter that counts, not one per period. */
export async function parkScheduledJob(failed: FailedJob): Promise<void> {
  await retryTransaction(() =>
    asPlatform('park a scheduled job')(async (trx) => {
      const { rows } = await sql`update platform.dead_letters
        set error = ${failed.error}, attempts = attempts + ${failed.attempts}
        where status = 'parked' and source = 'job' and job = ${failed.job} and workspace_id is null
          and payload = '{}'::jsonb returning id`.execute(trx)
      if (rows.length === 0) await recordDeadLetter(trx, failed)
    }),
  )
}
