import type { Session } from '@/lib/auth/session'
import { asUser } from '@/lib/db/principals'
import { readCurrentUser } from './me'
import type { CurrentUser, UpdateUserInput } from './schemas'

/** Keeps how a person arranged their overview, in every workspace of theirs; the last arrangement counts. */
export async function updateCurrentUser(session: Session, { layout }: UpdateUserInput): Promise<CurrentUser> {
  const set = { dashboard_layout: layout, layout_updated_at: new Date().toISOString() }
  await asUser(session)((trx) =>
    trx
      .insertInto('user_settings')
      .values({ user_id: session.userId, ...set })
      .onConflict((conflict) =>
        conflict.column('user_id').doUpdateSet(set).where('user_settings.deleted_at', 'is', null),
      )
      .execute(),
  )
  return readCurrentUser(session)
}
