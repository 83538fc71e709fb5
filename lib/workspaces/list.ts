import type { Session } from '@/lib/auth/session'
import { asUser } from '@/lib/db/principals'
import { WorkspaceSummary } from './schemas'

/** The workspaces this person is a member of, by name. */
export async function listWorkspaces(session: Pick<Session, 'userId'>): Promise<WorkspaceSummary[]> {
  const rows = await asUser(session)((trx) =>
    trx
      .selectFrom('workspace_members as m')
      .innerJoin('workspaces as w', 'w.id', 'm.workspace_id')
      .select((eb) => [
        'w.id',
        'w.name',
        'w.slug',
        'w.plan',
        'm.role',
        'w.is_frozen as frozen',
        'w.onboarding_complete',
        eb
          .selectFrom('workspace_members as all')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .whereRef('all.workspace_id', '=', 'w.id')
          .as('member_count'),
      ])
      .where('m.user_id', '=', session.userId)
      .orderBy('w.name')
      .orderBy('w.id')
      .execute(),
  )
  return rows.map((row) => WorkspaceSummary.parse(row))
}
