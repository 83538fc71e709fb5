import type { Sql } from 'postgres'
import type { Runtime } from '@/lib/runtime'
import { findLiveKeys } from '@/lib/webhooks/keys'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { until } from '../../helpers/stack-process'
import { createTestWorkspace } from '../../helpers/workspace'
import { createWebhookKey } from '../../security/deliveries'
import { connectOwner } from './mail'

/** Tells our own connections from those of suites on the same database. */
const NAME = 'busy-key'
let runtime: Runtime
let owner: Sql

beforeAll(async () => {
  const stores = await prepareQuietStores()
  const databaseUrl = `${stores.databaseUrl}?application_name=${NAME}`
  runtime = startTestRuntime({}, { ...stores, databaseUrl })
  owner = connectOwner(stores)
}, 60_000)
afterAll(() => Promise.all([runtime.close(), owner.end()]))

/** How many of our own wait to read keys. */
const readersWaiting = async (): Promise<number> => {
  const [row] = await owner<{ n: number }[]>`select count(*)::int as n from pg_locks
    join pg_stat_activity using (pid)
    where application_name = ${NAME} and relation = 'platform.webhook_secrets'::regclass and not granted`
  return row?.n ?? 0
}

test('deliveries that come while their key has to be read wait for one reading', async () => {
  const { id } = await createTestWorkspace()
  const { keyId } = await createWebhookKey({ workspaceId: id })
  const readings = await owner.begin(async (trx) => {
    await trx`lock table platform.webhook_secrets in access exclusive mode`
    const started = Array.from({ length: 8 }, () => findLiveKeys(keyId))
    await until('one reads', async () => (await readersWaiting()) > 0, 1_500)
    // Time for all others to ask Postgres, were they to ask.
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await readersWaiting()).toBe(1)
    return { started }
  })
  const found = await Promise.all(readings.started)
  expect(found.map((keys) => keys.map((key) => key.id))).toEqual(Array(8).fill([keyId]))
})
