import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '@/lib/api/errors'
import { asPlatform, type Tx } from '@/lib/db/principals'
import { ringOutbox } from './enqueue'

const MAX_ERROR_CHARS = 2_000

export type FailedJob = {
  workspaceId: string | null
  job: string
  payload: Record<string, unknown>
  error: string
  attempts: number
}

/** Keeps a job that will not be tried again, with the reason, inside the caller's transaction. */
export async function recordDeadLetter(trx: Tx, failed: FailedJob): Promise<void> {
  await sql`insert into platform.dead_letters (workspace_id, source, job, payload, error, attempts)
    values (${failed.workspaceId}::uuid, 'job', ${failed.job}, ${failed.payload}::jsonb,
      ${failed.error.slice(0, MAX_ERROR_CHARS)}, ${failed.attempts})`.execute(trx)
}

export const DeadLetter = z.object({
  id: z.uuid(),
  workspace_id: z.uuid().nullable(),
  source: z.enum(['job', 'webhook_in', 'webhook_out', 'sync']),
  job: z.string(),
  payload: z.record(z.string(), z.unknown()),
  error: z.string(),
  attempts: z.number().int(),
  status: z.enum(['parked', 'retrying', 'replayed', 'discarded']),
  created_at: z.iso.datetime(),
})
export type DeadLetter = z.infer<typeof DeadLetter>

export const ListDeadLettersInput = z.object({
  status: DeadLetter.shape.status.default('parked'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** Id of the last row of the page before; ids grow with time. */
  cursor: z.uuid().optional(),
})
export type ListDeadLettersInput = z.output<typeof ListDeadLettersInput>

/** Newest first. For super admins: the caller has checked that. */
export function listDeadLetters(
  input: ListDeadLettersInput,
): Promise<{ items: DeadLetter[]; next_cursor: string | null }> {
  return asPlatform('list dead letters')(async (trx) => {
    const rows = await trx
      .selectFrom('platform.dead_letters')
      .select(['id', 'workspace_id', 'source', 'job', 'payload', 'error', 'attempts', 'status', 'created_at'])
      .where('status', '=', input.status)
      .$if(input.cursor !== undefined, (query) => query.where('id', '<', input.cursor ?? ''))
      .orderBy('id', 'desc')
      .limit(input.limit + 1)
      .execute()
    const items = z.array(DeadLetter).parse(rows.slice(0, input.limit))
    return { items, next_cursor: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null }
  })
}

type ReplayInput = { id: string; by: { userId: string; requestId: string }; reason: string }

/**
 * Puts the job back into the outbox, once: a second replay of the same letter changes nothing. Throws NOT_FOUND, or
 * INVALID_TRANSITION when it is not a job (a delivery is replayed by its own source).
 */
export async function replayDeadLetter({ id, by, reason }: ReplayInput): Promise<{ replayed: boolean }> {
  const replayed = await asPlatform('replay a dead letter')(async (trx) => {
    const letter = await trx
      .selectFrom('platform.dead_letters')
      .select(['workspace_id', 'source', 'job', 'payload', 'status'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!letter) throw new AppError('NOT_FOUND')
    if (letter.source !== 'job') throw new AppError('INVALID_TRANSITION')
    if (letter.status !== 'parked') return false
    await trx.updateTable('platform.dead_letters').set({ status: 'replayed' }).where('id', '=', id).execute()
    await sql`select private.enqueue(${letter.workspace_id}::uuid, ${letter.job}, ${letter.payload}::jsonb)`.execute(
      trx,
    )
    const context = { actor: { type: 'super_admin', id: by.userId }, request_id: by.requestId, reason }
    await sql`select private.audit(${letter.workspace_id}::uuid, 'dead_letter.replayed', 'dead_letter', ${id}, null, null,
      ${{ job: letter.job }}::jsonb, ${context}::jsonb)`.execute(trx)
    return true
  })
  if (replayed) ringOutbox()
  return { replayed }
}
