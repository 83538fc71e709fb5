import { parseArgs } from 'node:util'
import type { Sql } from 'postgres'
import { readState } from '@/local/state'
import { measureReads, type Tenant } from './support/aggregate/measure-reads'
import { measureVisible } from './support/aggregate/measure-visible'
import { createDoor } from './support/ingest/door'
import { measureJavascript } from './support/measure-javascript'
import { print } from './support/report'
import { connectBench, isBenchDatabase, onBenchDatabase } from './support/seed/database'
import { loadBenchDatabase } from './support/seed/load'
import { benchWorkspaceId } from './support/seed/workspaces'
import { startBenchWeb } from './support/web'

/** `./sovereign bench aggregate [--events 10000000] [--json]`: reading a year of figures, and how soon an event is seen. */
const { values } = parseArgs({
  options: { events: { type: 'string', default: '10000000' }, json: { type: 'boolean', default: false } },
})
const wanted = Number(values.events)
const stack = readState()
const user = stack.users.find((one) => one.role === 'owner')
if (!user) throw new Error('The stack has no owner to sign in as')

const tenant = async (sql: Sql, n: number): Promise<Tenant> => {
  const id = benchWorkspaceId(n)
  const [row] = await sql<{ n: string }[]>`select count(*) as n from email_events where workspace_id = ${id}`
  return { id, events: Number(row?.n ?? 0) }
}
const isSeeded = async (): Promise<boolean> => {
  if (!(await isBenchDatabase(stack))) return false
  const sql = connectBench(stack)
  const [big, small] = [await tenant(sql, 0), await tenant(sql, 1)]
  await sql.end()
  return big.events >= wanted * 0.9 && small.events > wanted * 0.05 && small.events < wanted * 0.15
}

if (!(await isSeeded())) {
  console.error(`· no ${wanted.toLocaleString('en')} events yet: seeding them`)
  await loadBenchDatabase(stack, [wanted, wanted / 10], (line) => console.error(`· ${line}`))
}
const sql = connectBench(stack)
const state = onBenchDatabase(stack)
const web = await startBenchWeb(state)
try {
  print(await measureReads(web, sql, user, await tenant(sql, 0), await tenant(sql, 1)), values.json)
  print(await measureVisible(web, user, await createDoor(sql, state, user)), values.json)
  print(await measureJavascript(web, user, ['/', '/analytics', '/events']), values.json)
} finally {
  await web.stop()
  await sql.end()
}
