import type { Sql } from 'postgres'
import type { StackUser } from '@/local/state'
import { type Measure, measure, quantile, timed } from '../report'
import { type BenchWeb, signIn } from '../web'

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
  const [ofBig, ofSmall] = [await signIn(web, user, big.id), await signIn(web, user, small.id)]
  const times = { big: [] as number[], small: [] as number[], month: [] as number[] }
  const path = (days: number) => `/api/dashboard/aggregate?start=${dayAgo(days - 1)}&end=${dayAgo(0)}`
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const sample = {
      big: await timed(() => ofBig('GET', path(365))),
      small: await timed(() => ofSmall('GET', path(365))),
      month: await timed(() => ofBig('GET', path(30))),
    }
    if (round < 0) continue
    for (const name of ['big', 'small', 'month'] as const) times[name].push(sample[name])
  }
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

/** The same figures without a rollup: one pass over the year's events. */
const countFromEvents = (sql: Sql, workspaceId: string) => sql`
  select stat_day, campaign_id, step_number, count(*) filter (where event_type = 'sent') as sends,
    count(*) filter (where event_type = 'opened' and is_first) as opens,
    count(*) filter (where event_type = 'clicked' and is_first) as clicks,
    count(*) filter (where event_type = 'replied' and is_first) as replies,
    count(*) filter (where event_type = 'bounced') as bounces, count(*) filter (where event_type = 'opted_out') as opt_outs
  from email_events where workspace_id = ${workspaceId} and not sandbox_mode
    and stat_day between ${dayAgo(364)} and ${dayAgo(0)}
  group by 1, 2, 3`
