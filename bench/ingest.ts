import { readState } from '@/local/state'
import { createDoor } from './support/ingest/door'
import { measureBatch } from './support/ingest/measure-batch'
import { measureSingle } from './support/ingest/measure-single'
import { print } from './support/report'
import { connectBench, createBenchDatabase, isBenchDatabase, onBenchDatabase } from './support/seed/database'
import { startBenchWeb } from './support/web'

/** `./sovereign bench ingest [--json]`: events through the signed door, each way beside its ceiling of the same run. */
const isJson = process.argv.includes('--json')
const stack = readState()
const user = stack.users.find((one) => one.role === 'owner')
if (!user) throw new Error('The stack has no owner to sign in as')
if (!(await isBenchDatabase(stack))) await createBenchDatabase(stack)
const state = onBenchDatabase(stack)
const connections = [connectBench(stack, 'on'), connectBench(stack, 'on')]
const web = await startBenchWeb(state)
try {
  const [sql] = connections
  if (!sql) throw new Error('No connection')
  print(await measureBatch(web, connections, await createDoor(sql, state, user)), isJson)
  print(await measureSingle(web, await createDoor(sql, state, user)), isJson)
} finally {
  await web.stop()
  await Promise.all(connections.map((connection) => connection.end()))
}
