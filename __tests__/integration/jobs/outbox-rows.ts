import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'

/** Rows as `enqueue` leaves them after commit. */
export async function insertRuns(sql: Sql, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  await sql`insert into platform.outbox (job, payload)
    select 'campaigns.run', jsonb_build_object('workspace_id', gen_random_uuid(), 'execution_id', id) from unnest(${ids}::uuid[]) id`
  return ids
}

export async function insertJob(sql: Sql, job: string, payload: Record<string, string>): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into platform.outbox (job, payload) values (${job}, ${sql.json(payload)}) returning id`
  return row?.id ?? ''
}

/** A job that runs for so long; its effect is a line when it starts and one when it ends. */
export const insertSlow = async (sql: Sql, ms: number): Promise<string> => {
  const engineId = randomUUID()
  await insertJob(sql, 'sync.workflow', { engine_id: engineId, n8n_workflow_id: String(ms) })
  return engineId
}

export async function countOpen(sql: Sql): Promise<number> {
  const [row] = await sql<{ open: number }[]>`
    select count(*)::int as open from platform.outbox where done_at is null`
  return row?.open ?? 0
}

/** As if the minute had passed after which the relay asks what became of the rows it handed over. */
export const passCheckTime = (sql: Sql) =>
  sql`update platform.outbox set run_after = now() where done_at is null and relayed_at is not null`
