import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { purgeExpired } from '@/lib/retention/purge'
import type { Runtime } from '@/lib/runtime'
import { type OwnStack, startOwnRuntime, startOwnStack } from './own-stack'

jest.setTimeout(60_000)
let stack: OwnStack
let runtime: Runtime

beforeAll(async () => {
  stack = await startOwnStack()
  runtime = startOwnRuntime(stack)
})
afterAll(async () => {
  await runtime.close()
  await stack.close()
})

/** One row a minute inside the limit and one a minute past it, in each table that forgets. */
async function insertAround(sql: Sql): Promise<void> {
  for (const past of ['1 minute', '-1 minute']) {
    const key = randomUUID()
    await sql`insert into platform.idempotency_keys (workspace_id, actor, route, key, body_hash, locked_until, expires_at)
      values (${key}, 'a', 'r', ${key}, ${Buffer.alloc(32)}, now(), now() - ${past}::interval)`
    await sql`insert into platform.inbound_requests (source, request_id, received_at)
      values ('n8n', ${key}, now() - interval '24 hours' - ${past}::interval)`
    await sql`insert into platform.outbox (job, payload, done_at)
      values ('campaigns.sweep', '{}', now() - interval '3 days' - ${past}::interval)`
    await sql`insert into platform.sync_failures (workspace_id, source, error_message, created_at, resolved_at)
      values (${key}, 'cron', 'x', now() - interval '7 days' - ${past}::interval, now())`
    await sql`insert into platform.sync_logs (sync_type, status, created_at)
      values ('full', 'succeeded', now() - interval '30 days' - ${past}::interval)`
    await sql`insert into platform.dead_letters (source, job, payload, error, created_at)
      values ('job', 'campaigns.sweep', '{}', 'x', now() - interval '30 days' - ${past}::interval)`
    await sql`insert into platform.health_checks (scope, status, checked_at)
      values ('stats', 'ok', now() - interval '30 days' - ${past}::interval)`
    await insertNotice(sql, past)
    await sql`insert into public.audit_log (actor_type, actor_id, action, resource_type, expires_at)
      values ('system', 's', 'a', 'r', now() - ${past}::interval)`
  }
}

/** Read by somebody; and one that nobody has read, which stays however old it is. */
async function insertNotice(sql: Sql, past: string): Promise<void> {
  const [workspace] = await sql<{ id: string }[]>`insert into workspaces (name, slug, owner_id)
    values ('Notices', ${`notices-${randomUUID().slice(0, 8)}`}, 'owner') returning id`
  if (!workspace) throw new Error('No workspace')
  const notice = { workspace_id: workspace.id, kind: 'test', category: 'system', title: 'Test' }
  for (const isRead of [true, false]) {
    const [row] = await sql`insert into notifications ${sql(notice)} returning id`
    await sql`update notifications set created_at = now() - interval '100 days' where id = ${row?.id}`
    if (isRead)
      await sql`insert into notification_reads (workspace_id, notification_id, user_id, read_at)
        values (${workspace.id}, ${row?.id}, 'owner', now() - interval '90 days' - ${past}::interval)`
  }
}

test('one run removes what is past its limit and nothing that is not', async () => {
  await insertAround(stack.sql)
  await stack.sql`insert into platform.outbox (job, payload, created_at) values ('campaigns.sweep', '{}', now() - interval '1 year')`
  const tables = [
    'idempotency_keys',
    'inbound_requests',
    'outbox',
    'sync_failures',
    'sync_logs',
    'dead_letters',
    'health_checks',
    'notifications',
    'audit_log',
  ]
  const purged = await purgeExpired()
  for (const table of tables) expect(purged).toHaveProperty(table, 1)
  for (const purgedNow of Object.values(await purgeExpired())) expect(purgedNow).toBe(0)
  const [left] = await stack.sql`select count(*)::int as open from platform.outbox where done_at is null`
  expect(left).toEqual({ open: 1 })
})

test('more than one batch is removed in one run', async () => {
  await stack.sql`insert into platform.outbox (job, payload, done_at)
    select 'campaigns.sweep', '{}', now() - interval '4 days' from generate_series(1, 12000)`
  expect(await purgeExpired()).toMatchObject({ outbox: 12_000 })
})
