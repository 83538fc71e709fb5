import { Pool } from 'undici'
import { readState } from '@/local/state'
import { createDoor, sign } from './support/ingest/door'
import { someEvents } from './support/ingest/mail'
import { post } from './support/ingest/measure-batch'
import { measureScroll } from './support/measure-scroll'
import { print } from './support/report'
import { connectBench, createBenchDatabase, isBenchDatabase, onBenchDatabase } from './support/seed/database'
import { startBenchWeb } from './support/web'

/** `./sovereign bench scroll [--json]`: frame times of lists of 1,000 rows, beside an empty page in the same browser. */
const ROWS = 1_000
const stack = readState()
const user = stack.users.find((one) => one.role === 'owner')
if (!user) throw new Error('The stack has no owner to sign in as')
if (!(await isBenchDatabase(stack))) await createBenchDatabase(stack)
const state = onBenchDatabase(stack)
const sql = connectBench(stack, 'on')
const web = await startBenchWeb(state)
const pool = new Pool(web.url, { connections: 1 })
try {
  const door = await createDoor(sql, state, user)
  await sql`insert into campaigns (workspace_id, name, created_by)
    select ${door.workspaceId}, 'Campaign ' || lpad(n::text, 4, '0'), ${user.email} from generate_series(1, ${ROWS - 1}) n`
  for (let n = 0; n < ROWS; n += 500) await post(pool, sign(door, someEvents(500, door.campaignId)))
  const lists = [
    { name: 'events', path: `/events?workspace=${door.slug}`, rows: ROWS },
    { name: 'campaigns', path: `/campaigns?workspace=${door.slug}`, rows: ROWS },
  ]
  print(await measureScroll(web, user, lists), process.argv.includes('--json'))
} finally {
  await pool.close()
  await web.stop()
  await sql.end()
}
