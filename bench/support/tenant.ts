import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import type { StackState, StackUser } from '@/local/state'

/** A throw-away workspace owned by a demo user, with campaigns linked to given workflows; `remove` leaves nothing. */
export type BenchTenant = { id: string; name: string; campaigns: string[]; remove: () => Promise<void> }

export async function createTenant(state: StackState, owner: StackUser, workflowIds: string[]): Promise<BenchTenant> {
  const sql = postgres(state.postgres_url, { max: 1, onnotice: () => {} })
  const id = randomUUID()
  const name = `Bench ${id.slice(0, 8)}`
  const [user] = await sql`select user_id from platform.local_users where email = ${owner.email}`
  const [engine] = await sql`select id from platform.engines where workspace_id is null and status <> 'retired' limit 1`
  await sql`insert into workspaces ${sql({ id, name, slug: `bench-${id.slice(0, 13)}`, owner_id: user?.user_id })}`
  await sql`insert into workspace_members ${sql({ workspace_id: id, user_id: user?.user_id, role: 'owner', email: owner.email })}`
  const rows = workflowIds.map((workflow, i) => ({
    workspace_id: id,
    id: randomUUID(),
    name: `Bench campaign ${i}`,
    status: 'paused',
    engine_id: engine?.id,
    n8n_workflow_id: workflow,
    created_by: user?.user_id,
  }))
  for (let i = 0; i < rows.length; i += 500) {
    const part = rows.slice(i, i + 500)
    await sql`insert into campaigns ${sql(part)}`
    await sql`insert into platform.engine_workflows ${sql(
      part.map((row) => ({
        workspace_id: id,
        engine_id: row.engine_id,
        campaign_id: row.id,
        n8n_workflow_id: row.n8n_workflow_id,
      })),
    )}`
  }
  await sql`analyze campaigns, platform.engine_workflows`
  const remove = async () => {
    await sql`delete from platform.engine_workflows where workspace_id = ${id}`
    await sql`delete from campaign_executions where workspace_id = ${id}`
    await sql`delete from campaigns where workspace_id = ${id}`
    // The audit log keeps its rows by design, so the workspace stays behind as a tombstone.
    await sql`update workspaces set deleted_at = now(), status = 'deleting' where id = ${id}`
    await sql`delete from workspace_members where workspace_id = ${id}`
    await sql.end()
  }
  return { id, name, campaigns: rows.map((row) => row.id), remove }
}

/** A process goes on for 15 s with what it has read of an engine. */
const HEARD_MS = 16_000

/** Lets the engine's request budget out of the way, and back afterwards; starts when the control plane has heard of it. */
export async function withoutEngineBudget<T>(state: StackState, work: () => Promise<T>): Promise<T> {
  const sql = postgres(state.postgres_url, { max: 1, onnotice: () => {} })
  try {
    await sql`update platform.engines set rate_per_min = 1000000 where workspace_id is null`
    await sleep(HEARD_MS)
    return await work()
  } finally {
    await sql`update platform.engines set rate_per_min = 100 where workspace_id is null`
    await sql.end()
  }
}
