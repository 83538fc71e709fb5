import { type RawBuilder, sql } from 'kysely'
import { decodeCursor, encodeCursor } from '@/lib/api/time-cursor'
import { addDays } from './range'

/** Lists of single rows reach this far at once. */
export const MOST_ROW_DAYS = 90

/**
 * Rows of these local days, as found by an index on the instant: a local day is at most a day off the one in UTC. Instants
 * are compared with instants alone: comparing them with days might speak of rows that RLS hides, so no index would be asked.
 * `cursor` continues below the last row of a page. Throws INVALID_CURSOR.
 */
export function rowsBetween({ start, end }: { start: string; end: string }, cursor: string | undefined) {
  const after = decodeCursor(cursor)
  const days = sql`e.stat_day between ${start}::date and ${end}::date
    and e.occurred_at >= ${`${addDays(start, -1)}T00:00:00Z`}::timestamptz
    and e.occurred_at < ${`${addDays(end, 2)}T00:00:00Z`}::timestamptz`
  const rows: RawBuilder<boolean> = after
    ? sql`${days} and (e.occurred_at, e.id) < (${after.at}::timestamptz, ${after.id}::uuid)`
    : sql`${days}`
  return rows
}

/** The page of `limit` rows, of which one more was asked for. */
export function pageOf<Row extends { occurred_at: string; id: string }>(rows: Row[], limit: number) {
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next_cursor: last ? encodeCursor({ at: last.occurred_at, id: last.id }) : null }
}
