import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '@/lib/api/errors'
import { asPlatform, type Tx } from '@/lib/db/principals'
import { LETTER_PREFIX } from '@/lib/webhooks/park'
import { enqueue, ringOutbox } from './enqueue'

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

const SHOWN_CHARACTERS = 2_000
/** A kept delivery may be a megabyte long; its first lines say what it is. */
const BRIEF_PAYLOAD = sql<Record<string, unknown>>`case when payload ? 'body'
  then payload || jsonb_build_object('body', left(payload ->> 'body', ${SHOWN_CHARACTERS}::int)) else payload end`

/** Newest first. For super admins: the caller has checked that. */
export function listDeadLetters(
  input: ListDeadLettersInput,
): Promise<{ items: DeadLetter[]; next_cursor: string | null }> {
  return asPlatform('list dead letters')(async (trx) => {
    const rows = await trx
      .selectFrom('platform.dead_letters')
      .select(['id', 'workspace_id', 'source', 'job', 'error', 'attempts', 'status', 'created_at'])
      .select(BRIEF_PAYLOAD.as('payload'))
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
 * Puts the job back into the outbox, once: a second replay of the same letter changes nothing. A kept delivery is applied
 * again by a job of its own, and rests here again if that fails. Throws NOT_FOUND, or INVALID_TRANSITION for a delivery
 * that its own source repeats.
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
    const isDelivery = letter.source === 'webhook_in' && letter.job.startsWith(LETTER_PREFIX)
    if (letter.source !== 'job' && !isDelivery) throw new AppError('INVALID_TRANSITION')
    if (letter.status !== 'parked') return false
    const status = isDelivery ? 'retrying' : 'replayed'
    await trx.updateTable('platform.dead_letters').set({ status }).where('id', '=', id).execute()
    if (isDelivery) await enqueue(trx, 'webhooks.replay', { dead_letter_id: id }, { workspaceId: letter.workspace_id })
    else
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
