import { sql } from 'kysely'
import { asPlatform, type Tx } from '@/lib/db/principals'
import { isJobName, type JobName, jobDefinition } from './catalog'
import { recordDeadLetter } from './dead-letters'

/**
 * Moves due rows of platform.outbox to the queue. Redis is told inside the transaction that holds the rows, so a crash
 * in between leaves them due, and the queue id (row and attempt) makes the second telling a no-op. While a row is with
 * the queue, `run_after` is when somebody must look whether the queue still has it.
 */
const CHECK_AFTER_SECONDS = 60
/** A job that the queue lost this often is what brings the queue down. */
const MAX_RELAYS = 20
const BATCH = 200

type DueRow = {
  id: string
  workspace_id: string | null
  job: string
  payload: Record<string, unknown>
  attempts: number
  relayed_at: string | null
}

/** What the queue keeps: `queueId` is unique per row and relay; `outboxId` is what a worker finishes. */
export type RelayedJob = { queueId: string; name: JobName; payload: Record<string, unknown>; outboxId: string }
export type QueueState = { kind: 'pending' } | { kind: 'failed'; reason: string } | { kind: 'gone' }

export type JobQueue = {
  /** Adds all or throws. An id that is already there is left alone. */
  add: (jobs: RelayedJob[]) => Promise<void>
  /** One answer per job, in their order. */
  look: (jobs: { queueId: string; name: JobName }[]) => Promise<QueueState[]>
}

export type RelayOutcome = { seen: number; relayed: number; parked: number; isFull: boolean }

type Verdict =
  | { kind: 'relay'; row: DueRow; job: RelayedJob }
  | { kind: 'wait'; row: DueRow }
  | { kind: 'park'; row: DueRow; reason: string }

/** One batch. Several processes may call it at once: each row is held by one of them. Throws when either store is away. */
export function relayOutbox(queue: JobQueue): Promise<RelayOutcome> {
  return asPlatform('relay the outbox')(async (trx) => {
    const rows = await claimDue(trx)
    if (rows.length === 0) return { seen: 0, relayed: 0, parked: 0, isFull: false }
    const verdicts = await judge(rows, queue)
    const relays = verdicts.filter((verdict) => verdict.kind === 'relay')
    const waits = verdicts.filter((verdict) => verdict.kind === 'wait')
    const parks = verdicts.filter((verdict) => verdict.kind === 'park')

    if (relays.length > 0) await queue.add(relays.map(({ job }) => job))
    await postpone(trx, relays, true)
    await postpone(trx, waits, false)
    for (const { row, reason } of parks) await parkRow(trx, row, reason)
    return { seen: rows.length, relayed: relays.length, parked: parks.length, isFull: rows.length === BATCH }
  })
}

async function claimDue(trx: Tx): Promise<DueRow[]> {
  const { rows } = await sql<DueRow>`
    select id, workspace_id, job, payload, attempts, relayed_at from platform.outbox
    where done_at is null and run_after <= now() order by run_after limit ${BATCH} for update skip locked`.execute(trx)
  return rows
}

const queueIdOf = (row: DueRow, attempt: number) => `${row.id}-${attempt}`

async function judge(rows: DueRow[], queue: JobQueue): Promise<Verdict[]> {
  const known = rows.flatMap((row) =>
    row.relayed_at && isJobName(row.job) ? [{ queueId: queueIdOf(row, row.attempts), name: row.job }] : [],
  )
  const answers = known.length > 0 ? await queue.look(known) : []
  const states = new Map(known.map(({ queueId }, index) => [queueId, answers[index]]))
  return rows.map((row) => judgeRow(row, states.get(queueIdOf(row, row.attempts))))
}

function judgeRow(row: DueRow, state: QueueState | undefined): Verdict {
  if (!isJobName(row.job)) return { kind: 'park', row, reason: `Unknown job ${row.job}` }
  const parsed = jobDefinition(row.job).payload.safeParse(row.payload)
  if (!parsed.success) return { kind: 'park', row, reason: `Invalid payload: ${parsed.error.message}` }
  if (state?.kind === 'pending') return { kind: 'wait', row }
  if (state?.kind === 'failed') return { kind: 'park', row, reason: state.reason }
  if (row.attempts >= MAX_RELAYS) return { kind: 'park', row, reason: `Lost by the queue ${row.attempts} times` }
  const queueId = queueIdOf(row, row.attempts + 1)
  return { kind: 'relay', row, job: { queueId, name: row.job, payload: row.payload, outboxId: row.id } }
}

async function postpone(trx: Tx, verdicts: { row: DueRow }[], isRelay: boolean): Promise<void> {
  if (verdicts.length === 0) return
  const ids = verdicts.map(({ row }) => row.id)
  await sql`update platform.outbox set run_after = now() + ${CHECK_AFTER_SECONDS} * interval '1 second',
      relayed_at = case when ${isRelay} then now() else relayed_at end,
      attempts = attempts + ${isRelay ? 1 : 0}
    where id = any(${ids}::uuid[])`.execute(trx)
}

async function parkRow(trx: Tx, row: DueRow, reason: string): Promise<void> {
  await recordDeadLetter(trx, {
    workspaceId: row.workspace_id,
    job: row.job,
    payload: row.payload,
    error: reason,
    attempts: row.attempts,
  })
  await trx.updateTable('platform.outbox').set({ done_at: new Date().toISOString() }).where('id', '=', row.id).execute()
}
