import { Socket } from 'node:net'
import { sql } from 'kysely'
import postgres from 'postgres'
import { compose } from '@/lib/db/pipeline'
import { asPlatform, asUser, asWorkspace } from '@/lib/db/principals'
import type { Runtime } from '@/lib/runtime'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestWorkspace } from '../../helpers/workspace'
import { createScratchDatabase } from './scratch'

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

it('statements sent together run as their principal, in their order, and leave nothing of it on the connection', async () => {
  const { id, users } = await createTestWorkspace()
  for (let i = 0; i < 40; i += 1) {
    const [[person], agent] = await Promise.all([
      asUser({ userId: users.viewer }).read(whoAmI),
      asWorkspace(id).batch(sql<{ n: number }>`select ${i}::int as n`, whoAmI),
    ])
    expect(person).toEqual([{ role: 'authenticated', sub: users.viewer, pin: null, app: 'on' }])
    expect(agent).toEqual([[{ n: i }], [{ role: 'workspace_agent', sub: null, pin: id, app: 'on' }]])
  }
})

it.each(['read', 'batch'] as const)('a %s costs one round trip for all of its statements', async (how) => {
  const ask = () =>
    asPlatform('test')[how](sql`select ${1}::int as n`, compose.selectFrom('workspaces').select('id').limit(1))
  // Connections are handed out last in, first out, so that the one prepared here serves the next call too.
  for (let i = 0; i < 3; i += 1) await ask()
  const writes = jest.spyOn(Socket.prototype, 'write')
  try {
    await ask()
    expect(writes).toHaveBeenCalledTimes(1)
  } finally {
    writes.mockRestore()
  }
})

it('a failing statement takes the others along, says why, and the connection serves the next caller', async () => {
  const { id } = await createTestWorkspace()
  const platform = asPlatform('test')
  const remove = sql`delete from workspace_members where workspace_id = ${id}::uuid`
  const members = sql<{
    members: number
  }>`select count(*)::int as members from workspace_members where workspace_id = ${id}::uuid`
  for (let i = 0; i < 20; i += 1) {
    await expect(platform.batch(remove, sql`select 1 / ${0}::int`, members)).rejects.toThrow('division by zero')
    expect(await platform.read(members)).toEqual([[{ members: 4 }]])
  }
})

it('what a batch writes is committed when it answers, and a read writes nothing', async () => {
  const { id } = await createTestWorkspace()
  const rename = (name: string) => sql`update workspaces set name = ${name} where id = ${id}::uuid`
  const name = compose.selectFrom('workspaces').select('name').where('id', '=', id)
  expect(await asPlatform('test').batch(rename('Renamed'), name)).toEqual([[], [{ name: 'Renamed' }]])
  await expect(asPlatform('test').read(rename('Again'))).rejects.toThrow('read-only transaction')
  expect(await asPlatform('test').read(name)).toEqual([[{ name: 'Renamed' }]])
})

it('a statement whose plan a migration made void is never answered outside its transaction', async () => {
  const scratch = await createScratchDatabase()
  const owner = postgres(scratch.ownerUrl, { max: 1, onnotice: () => {} })
  const inScratch = startTestRuntime({}, { databaseUrl: scratch.ownerUrl, redisUrl: runtime.config.redisUrl })
  const everything = sql`select *, current_user as who from notes where ${true}`
  try {
    await owner`create table notes (id int)`
    await owner`grant select on notes to service_role`
    await owner`insert into notes values (1)`
    for (const how of ['read', 'batch'] as const) {
      const ask = () => asPlatform('test')[how](everything)
      expect((await ask())[0]).toMatchObject([{ who: 'service_role' }])
      await owner.unsafe(`alter table notes add column ${how}_later int`)
      await expect(ask()).rejects.toThrow()
      expect((await ask())[0]).toMatchObject([{ who: 'service_role', [`${how}_later`]: null }])
    }
  } finally {
    await inScratch.close()
    await owner.end()
    await scratch.drop()
  }
})
