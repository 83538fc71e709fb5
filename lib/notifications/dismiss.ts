import { sql } from 'kysely'
import { z } from 'zod'
import { authorize, type Ctx } from '@/lib/auth/context'
import { ownNotices } from './own'
import type { DismissInput } from './schemas'

export const Dismissed = z.object({ deleted: z.number().int().nonnegative() })

/** Takes the person's notices, the named or all, out of their list for good; others keep theirs. */
export async function dismissNotifications(ctx: Ctx, { ids }: DismissInput): Promise<z.infer<typeof Dismissed>> {
  authorize(ctx, 'notifications.self')
  const result = await ctx.db((trx) =>
    trx
      .insertInto('notification_reads')
      .columns(['workspace_id', 'notification_id', 'user_id', 'read_at', 'dismissed_at'])
      .expression(
        ownNotices(trx, ctx)
          .$if(ids !== undefined, (notices) => notices.where('n.id', 'in', ids ?? []))
          .select(['n.workspace_id', 'n.id'])
          .select([
            sql<string>`${ctx.actor.id}`.as('user_id'),
            sql<string>`coalesce(r.read_at, now())`.as('read_at'),
            sql<string>`now()`.as('dismissed_at'),
          ]),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['workspace_id', 'notification_id', 'user_id'])
          .doUpdateSet(({ ref }) => ({ read_at: ref('excluded.read_at'), dismissed_at: ref('excluded.dismissed_at') })),
      )
      .executeTakeFirstOrThrow(),
  )
  return { deleted: Number(result.numInsertedOrUpdatedRows ?? 0) }
}
