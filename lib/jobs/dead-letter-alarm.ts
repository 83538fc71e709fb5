import { sql } from 'kysely'
import type { Logger } from 'pino'
import { asPlatform } from '@/lib/db/principals'

/** More than that many open letters, or one older, wants somebody's eye (spec 02 §7.5). */
const MOST_OPEN = 100
const OLDEST_HOURS = 24
/** A finding that stays the same is said again after this time. */
const REPEAT_HOURS = 1

export type LetterCheck = { status: 'ok' | 'critical'; open: number; oldest_hours: number }
type Found = Omit<LetterCheck, 'status'> & { last: LetterCheck['status'] | null; hours_since: number | null }

/**
 * Looks how many dead letters are open and how old the oldest is; keeps a health check and alarms as the totals' does, when
 * the finding changes and then once an hour.
 */
export async function checkDeadLetters(log: Logger): Promise<LetterCheck> {
  const { last, hours_since, ...found } = await read()
  const isCalm = found.open <= MOST_OPEN && found.oldest_hours <= OLDEST_HOURS
  const check: LetterCheck = { status: isCalm ? 'ok' : 'critical', ...found }
  if (check.status === last && (hours_since ?? 0) < REPEAT_HOURS) return check
  if (!isCalm) log.error(found, 'dead_letters_open')
  await asPlatform('dead letter check')((trx) =>
    trx
      .insertInto('platform.health_checks')
      .values({ scope: 'dead_letters', status: check.status, details: sql`${found}::jsonb` })
      .execute(),
  )
  return check
}

async function read(): Promise<Found> {
  const { rows } = await asPlatform('dead letter check')((trx) =>
    sql<Found>`with open as (select created_at from platform.dead_letters where status in ('parked', 'retrying')),
      last as (select status, checked_at from platform.health_checks where scope = 'dead_letters' order by checked_at desc limit 1)
    select (select count(*)::int from open) as open,
      (select coalesce(round(extract(epoch from now() - min(created_at)) / 3600, 1), 0)::float8 from open) as oldest_hours,
      (select status from last) as last, (select extract(epoch from now() - checked_at)::float8 / 3600 from last) as hours_since`.execute(
      trx,
    ),
  )
  return rows[0] ?? { open: 0, oldest_hours: 0, last: null, hours_since: null }
}
