import { sql } from 'kysely'
import { z } from 'zod'
import { authorize, type Ctx } from '@/lib/auth/context'
import { ownNotices } from './own'
import type { MarkInput } from './schemas'

export const Marked = z.object({ updated: z.number().int().nonnegative() })

/** Marks the person's notices, the named or all, as read or unread. Ids that are not theirs change nothing. */
export async function markNotifications(ctx: Ctx, { ids, read }: MarkInput): Promise<z.infer<typeof Marked>> {
  authorize(ctx, 'notifications.self')
  const result = await ctx.db((trx) =>
    trx
      .insertInto('notification_reads')
      .columns(['workspace_id', 'notification_id', 'user_id', 'read_at'])
      .expression(
        ownNotices(trx, ctx)
          .where('r.read_at', read ? 'is' : 'is not', null)
          .$if(ids !== undefined, (notices) => notices.where('n.id', 'in', ids ?? []))
          .select(['n.workspace_id', 'n.id'])
          .select([
            sql<string>`${ctx.actor.id}`.as('user_id'),
            sql<string | null>`${read ? sql`now()` : sql`null::timestamptz`}`.as('read_at'),
          ]),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['workspace_id', 'notification_id', 'user_id'])
          .doUpdateSet(({ ref }) => ({ read_at: ref('excluded.read_at') })),
      )
      .executeTakeFirstOrThrow(),
  )
  return { updated: Number(result.numInsertedOrUpdatedRows ?? 0) }
}
