import type { Ctx } from '@/lib/auth/context'
import type { Tx } from '@/lib/db/principals'

/** What concerns this person in this workspace and was not dismissed: `n` the notice, `r` what the person did with it. */
export const ownNotices = (trx: Tx, { workspaceId, actor }: Ctx) =>
  trx
    .selectFrom('notifications as n')
    .leftJoin('notification_reads as r', (join) =>
      join
        .onRef('r.workspace_id', '=', 'n.workspace_id')
        .onRef('r.notification_id', '=', 'n.id')
        .on('r.user_id', '=', actor.id),
    )
    .where('n.workspace_id', '=', workspaceId)
    .where((notice) => notice.or([notice('n.user_id', 'is', null), notice('n.user_id', '=', actor.id)]))
    .where('r.dismissed_at', 'is', null)
