import { sql } from 'kysely'
import type { Logger } from 'pino'
import { asPlatform } from '@/lib/db/principals'
import { notify } from '@/lib/notifications/notify'
import { publish } from '@/lib/stream/publish'
import { type Rollup, rebuildDay } from './rebuild'

/** Recent: today and yesterday in any zone. Month: 35 days. All: what retention keeps, but its last two days. */
const DAYS_BACK = { recent: 2, month: 34, all: 728 } as const
export type Span = keyof typeof DAYS_BACK
/** How much one statement recounts. */
const SLICE_DAYS = 31

type Drift = { rollup: Rollup; day: string; counted: number; rolled_up: number }
export type Verified = { span: Span; workspaces: number; differing: number; repaired: number }
type Run = { span?: Span; signal?: AbortSignal; log: Logger; workspaceId?: string }

/**
 * Compares the daily rollups with a recount of the events, alarms about each difference with both numbers, and counts
 * those days anew. Without a span: everything once a week, 35 days once a day, else the last two days.
 */
export async function verifyStats({ span, signal, log, workspaceId }: Run): Promise<Verified> {
  const chosen = span ?? (await dueSpan())
  const ids = workspaceId ? [workspaceId] : await allWorkspaces()
  const total: Verified = { span: chosen, workspaces: 0, differing: 0, repaired: 0 }
  for (const id of ids) {
    signal?.throwIfAborted()
    const drift = await findDrift(id, chosen)
    total.workspaces += 1
    total.differing += drift.length
    if (drift.length > 0) total.repaired += await repair(id, drift, log)
  }
  const status = total.differing === 0 ? 'ok' : 'critical'
  if (!workspaceId) await record(null, status, { ...total })
  return total
}

async function dueSpan(): Promise<Span> {
  const { rows } = await asPlatform('stats verification')((trx) =>
    sql<{ span: Span; hours: number }>`select details ->> 'span' as span,
        extract(epoch from now() - max(checked_at))::float8 / 3600 as hours
      from platform.health_checks where scope = 'stats' and workspace_id is null group by 1`.execute(trx),
  )
  const hoursSince = (...spans: Span[]) =>
    Math.min(Number.POSITIVE_INFINITY, ...rows.filter((row) => spans.includes(row.span)).map((row) => row.hours))
  if (hoursSince('all') >= 7 * 24) return 'all'
  return hoursSince('all', 'month') >= 24 ? 'month' : 'recent'
}

async function allWorkspaces(): Promise<string[]> {
  const rows = await asPlatform('stats verification')((trx) =>
    trx.selectFrom('workspaces').select('id').where('deleted_at', 'is', null).orderBy('id').execute(),
  )
  return rows.map(({ id }) => id)
}

/** How many days ago the workspace's oldest event, cost or total is; less than zero without any. */
async function oldestDay(workspaceId: string): Promise<number> {
  const { rows } = await asPlatform('stats verification')((trx) =>
    sql<{ back: number | null }>`select current_date - least(
        (select min(day) from daily_stats where workspace_id = ${workspaceId}::uuid),
        (select min(day) from daily_campaign_stats where workspace_id = ${workspaceId}::uuid),
        (select min(day) from daily_costs where workspace_id = ${workspaceId}::uuid),
        (select min(occurred_at)::date - 1 from email_events where workspace_id = ${workspaceId}::uuid),
        (select min(occurred_at)::date - 1 from cost_events where workspace_id = ${workspaceId}::uuid)) as back`.execute(
      trx,
    ),
  )
  return rows[0]?.back ?? -2
}

async function findDrift(workspaceId: string, span: Span): Promise<Drift[]> {
  const found: Drift[] = []
  const daysBack = Math.min(DAYS_BACK[span], span === 'recent' ? DAYS_BACK[span] : await oldestDay(workspaceId))
  for (let back = daysBack; back >= -1; back -= SLICE_DAYS) {
    const until = Math.max(-1, back - SLICE_DAYS + 1)
    const { rows } = await asPlatform('stats verification')((trx) =>
      sql<Drift>`select rollup, day::text, counted::float8, rolled_up::float8
          from private.stats_drift(${workspaceId}::uuid, current_date - ${back}::int, current_date - ${until}::int)
        union all select 'costs', day::text, counted::float8, rolled_up::float8
          from private.costs_drift(${workspaceId}::uuid, current_date - ${back}::int, current_date - ${until}::int)
        order by 2, 1`.execute(trx),
    )
    found.push(...rows)
  }
  return found
}

/** Alarms first: a repair that fails must not hide what was wrong. Returns how many days now agree. */
async function repair(workspaceId: string, drift: Drift[], log: Logger): Promise<number> {
  log.error({ workspace_id: workspaceId, drift }, 'stats_drift')
  await record(workspaceId, 'critical', { drift: drift.slice(0, 50), days: drift.length })
  let repaired = 0
  for (const { rollup, day } of drift) {
    try {
      await rebuildDay(workspaceId, rollup, day)
      repaired += 1
    } catch (err) {
      log.error({ err, workspace_id: workspaceId, rollup, day }, 'stats_not_repaired')
    }
  }
  await tell(workspaceId, drift, repaired)
  return repaired
}

async function tell(workspaceId: string, drift: Drift[], repaired: number): Promise<void> {
  const days = [...new Set(drift.map(({ day }) => day))]
  const context = { actor: { type: 'job', id: 'stats.verify' } }
  const change = await asPlatform('stats verification')(async (trx) => {
    const owner = await trx.selectFrom('workspaces').select('owner_id').where('id', '=', workspaceId).executeTakeFirst()
    await sql`select private.audit(${workspaceId}::uuid, 'stats.repaired', 'daily_stats', null, null, null,
      ${{ days: days.slice(0, 50), repaired }}::jsonb, ${context}::jsonb)`.execute(trx)
    return notify(trx, workspaceId, {
      ...{ kind: 'stats_drift', category: 'system', severity: 'urgent', dedupeKey: `stats_drift:${days[0]}` },
      title: days.length === 1 ? 'Figures of one day were wrong' : `Figures of ${days.length} days were wrong`,
      body:
        repaired === drift.length
          ? `The totals of ${list(days)} did not match the events behind them. They have been counted anew and are right now.`
          : `The totals of ${list(days)} do not match the events behind them. They are counted anew within the hour.`,
      ...(owner && { userId: owner.owner_id }),
      link: '/analytics',
    })
  })
  publish(workspaceId, change)
  publish(workspaceId, { type: 'metrics.changed', id: workspaceId, version: Date.now() })
}

const list = (days: string[]): string =>
  days.length <= 3 ? days.join(', ') : `${days.slice(0, 2).join(', ')} and ${days.length - 2} more days`

async function record(workspaceId: string | null, status: 'ok' | 'critical', details: object): Promise<void> {
  await asPlatform('stats verification')((trx) =>
    trx
      .insertInto('platform.health_checks')
      .values({ scope: 'stats', workspace_id: workspaceId, status, details: sql`${details}::jsonb` })
      .execute(),
  )
}
