import { sql } from 'kysely'
import { z } from 'zod'
import { decodeCursor, encodeCursor } from '@/lib/api/time-cursor'
import { authorize, type Ctx } from '@/lib/auth/context'
import { ownNotices } from './own'
import { Notification, type NotificationsQuery } from './schemas'

export type NotificationPage = { items: Notification[]; next_cursor: string | null; unread: number }

/**
 * The person's notices, newest first, without the dismissed ones; `unread` counts all of them, whatever the filter.
 * Throws INVALID_CURSOR.
 */
export async function listNotifications(ctx: Ctx, query: NotificationsQuery): Promise<NotificationPage> {
  authorize(ctx, 'notifications.self')
  const { category, limit } = query
  const after = decodeCursor(query.cursor)
  const { rows, unread } = await ctx.db(async (trx) => {
    const { count } = await ownNotices(trx, ctx)
      .where('r.read_at', 'is', null)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    const page = await ownNotices(trx, ctx)
      .$if(query.unread !== undefined, (q) => q.where('r.read_at', query.unread === 'true' ? 'is' : 'is not', null))
      .$if(category !== undefined, (q) => q.where('n.category', '=', category ?? ''))
      .$if(after !== null, (q) =>
        q.where(sql<boolean>`(n.created_at, n.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
      )
      .select(['n.id', 'n.kind', 'n.category', 'n.severity', 'n.title', 'n.body', 'n.link', 'n.count'])
      .select(['r.read_at', 'n.created_at'])
      .orderBy('n.created_at', 'desc')
      .orderBy('n.id', 'desc')
      .limit(limit + 1)
      .execute()
    return { rows: page, unread: count }
  })
  const items = z.array(Notification).parse(rows.slice(0, limit))
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, unread, next_cursor: last ? encodeCursor({ at: last.created_at, id: last.id }) : null }
}
