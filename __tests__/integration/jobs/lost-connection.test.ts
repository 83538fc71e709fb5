import { sql } from 'kysely'
import { asPlatform, asWorkspace, type Tx } from '@/lib/db/principals'
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

const workspaceA = '00000000-0000-7000-8000-00000000000a'
const workspaceB = '00000000-0000-7000-8000-00000000000b'

async function whereAmI(trx: Tx): Promise<{ pid: number; workspace: string }> {
  const { rows } = await sql<{ pid: number; workspace: string }>`
    select pg_backend_pid() as pid, current_setting('sovereign.workspace_id') as workspace`.execute(trx)
  const [row] = rows
  if (!row) throw new Error('No answer')
  return row
}
const kill = (pid: number) => stack.sql`select pg_terminate_backend(${pid})`

test('a transaction whose backend died never goes on inside another one', async () => {
  const { promise: bIsIn, resolve: enterB } = Promise.withResolvers<void>()
  const { promise: aIsOver, resolve: endA } = Promise.withResolvers<void>()
  const a = asWorkspace(workspaceA)(async (trx) => {
    await kill((await whereAmI(trx)).pid)
    await bIsIn
    return whereAmI(trx)
  }).finally(endA)
  const failed = expect(a).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
  const inB = () =>
    asWorkspace(workspaceB)(async (trx) => {
      enterB()
      await aIsOver
      return whereAmI(trx)
    })
  // Every connection of the pool, so that one of them is the one that was lost.
  const all = await Promise.all([inB(), inB(), failed])
  expect(all.slice(0, 2)).toEqual([
    expect.objectContaining({ workspace: workspaceB }),
    expect.objectContaining({ workspace: workspaceB }),
  ])
})

test('a statement cut off with its backend is answered, and the pool stays whole', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { promise: pid, resolve: tell } = Promise.withResolvers<number>()
    const cut = asPlatform('test')(async (trx) => {
      tell((await whereAmI(trx)).pid)
      await sql`select pg_sleep(${30})`.execute(trx)
    })
    const failed = expect(cut).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
    await kill(await pid)
    await failed
  }
  const answers = await Promise.all(Array.from({ length: 20 }, () => asPlatform('test')(whereAmI)))
  expect(new Set(answers.map(({ pid }) => pid)).size).toBeLessThanOrEqual(2)
})

test('a transaction that fails leaves its connection usable', async () => {
  await expect(asPlatform('test')((trx) => sql`select 1 / 0`.execute(trx))).rejects.toThrow()
  await expect(asPlatform('test')(whereAmI)).resolves.toMatchObject({ workspace: '' })
})
