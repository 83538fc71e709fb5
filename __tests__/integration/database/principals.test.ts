import { sql } from 'kysely'
import { asPlatform, asUser, asWorkspace } from '@/lib/db/principals'
import type { Runtime } from '@/lib/runtime'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestWorkspace } from '../../helpers/workspace'

let runtime: Runtime
beforeAll(async () => {
  runtime = startTestRuntime({}, await prepareQuietStores())
}, 30_000)
afterAll(() => runtime.close())

const whoAmI = sql<{
  role: string
  sub: string | null
  pin: string | null
  app: string
}>`select current_setting('role') as role,
  private.user_id() as sub, private.agent_workspace()::text as pin, current_setting('sovereign.app', true) as app`

it('a single statement runs as its principal, and leaves nothing of it on the connection', async () => {
  const { id, users } = await createTestWorkspace()
  for (let i = 0; i < 40; i += 1) {
    const [person, agent] = await Promise.all([
      asUser({ userId: users.viewer }).one(whoAmI),
      asWorkspace(id).one(whoAmI),
    ])
    expect(person).toEqual([{ role: 'authenticated', sub: users.viewer, pin: null, app: 'on' }])
    expect(agent).toEqual([{ role: 'workspace_agent', sub: null, pin: id, app: 'on' }])
  }
})

it('a failing statement writes nothing, says why, and the connection serves the next caller', async () => {
  const { id } = await createTestWorkspace()
  const platform = asPlatform('test')
  for (let i = 0; i < 20; i += 1) {
    const failing = sql`with gone as (delete from workspace_members where workspace_id = ${id}::uuid returning 1) select 1 / 0 from gone`
    await expect(platform.one(failing)).rejects.toThrow('division by zero')
    const [row] = await platform.one(
      sql<{ members: number }>`select count(*)::int as members from workspace_members where workspace_id = ${id}::uuid`,
    )
    expect(row?.members).toBe(4)
  }
})

it('what a single statement writes is committed when it answers', async () => {
  const { id } = await createTestWorkspace()
  await asPlatform('test').one(sql`update workspaces set name = 'Renamed' where id = ${id}::uuid`)
  const rows = await asPlatform('test').one(sql<{ name: string }>`select name from workspaces where id = ${id}::uuid`)
  expect(rows).toEqual([{ name: 'Renamed' }])
})
