import type { Sql } from 'postgres'
import { Pool } from 'undici'
import type { StackUser } from '@/local/state'
import { type Measure, measure, quantile, timed } from '../report'
import { type BenchWeb, sessionCookie } from '../web'

export type Tenant = { id: string; events: number }

const ROUNDS = 60
const WARM_UP = 10
const TARGET_MS = 50
const TARGET_SPEEDUP = 100
const TARGET_GROWTH = 1.3

/**
 * A year of the overview over HTTP, of the biggest tenant and of one a tenth its size in turn, beside counting that year
 * from the events themselves.
 */
export async function measureReads(
  web: BenchWeb,
  sql: Sql,
  user: StackUser,
  big: Tenant,
  small: Tenant,
): Promise<Measure[]> {
  const pool = new Pool(web.url, { connections: 1 })
  const cookie = await sessionCookie(web, user)
  const reader =
    ({ id }: Tenant) =>
    (path: string) =>
      read(pool, path, cookie, id)
  const [ofBig, ofSmall] = [reader(big), reader(small)]
  const times = { big: [] as number[], small: [] as number[], month: [] as number[] }
  const path = (days: number) => `/api/dashboard/aggregate?start=${dayAgo(days - 1)}&end=${dayAgo(0)}`
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const sample = {
      big: await timed(() => ofBig(path(365))),
      small: await timed(() => ofSmall(path(365))),
      month: await timed(() => ofBig(path(30))),
    }
    if (round < 0) continue
    for (const name of ['big', 'small', 'month'] as const) times[name].push(sample[name])
  }
  await pool.close()
  const raw = [await timed(() => countFromEvents(sql, big.id)), await timed(() => countFromEvents(sql, big.id))]
  const [p95, half, baseline] = [quantile(times.big, 0.95), quantile(times.big, 0.5), Math.min(...raw)]
  const [smallP95, smallHalf] = [quantile(times.small, 0.95), quantile(times.small, 0.5)]
  const size = `${Math.round(big.events / 1e6)}M`
  return [
    measure(`aggregate.year_${size}.p95`, 'ms', p95, smallP95, `<= ${TARGET_MS} ms`, p95 <= TARGET_MS),
    measure(
      `aggregate.month_${size}.p95`,
      'ms',
      quantile(times.month, 0.95),
      null,
      `<= ${TARGET_MS} ms`,
      quantile(times.month, 0.95) <= TARGET_MS,
    ),
    measure(
      `aggregate.year_${size}.p50`,
      'ms',
      half,
      smallHalf,
      `ratio <= ${TARGET_GROWTH} of a tenth`,
      half / smallHalf <= TARGET_GROWTH,
    ),
    measure(
      `raw_group_by.year_${size}`,
      'ms',
      baseline,
      half,
      `ratio >= ${TARGET_SPEEDUP}`,
      baseline / half >= TARGET_SPEEDUP,
    ),
  ]
}

const dayAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

/** Until the last byte; what the reader makes of it is not ours. */
async function read(pool: Pool, path: string, cookie: string, workspaceId: string): Promise<void> {
  const headers = { cookie, 'x-workspace-id': workspaceId, 'accept-encoding': 'gzip' }
  const answer = await pool.request({ path, method: 'GET', headers })
  await answer.body.arrayBuffer()
  if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode}`)
}

/** The same counters without a rollup: one pass over the year's events. */
async function countFromEvents(sql: Sql, workspaceId: string): Promise<void> {
  const counters = await sql<{ condition: string }[]>`select condition from private.stats_counters()`
  await sql.unsafe(
    `select stat_day, campaign_id, step_number, ${counters.map(({ condition }) => `count(*) filter (where ${condition})`).join()}
    from email_events where workspace_id = $1 and not sandbox_mode and stat_day between $2 and $3 group by 1, 2, 3`,
    [workspaceId, dayAgo(364), dayAgo(0)],
  )
}
