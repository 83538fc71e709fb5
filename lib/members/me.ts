import { z } from 'zod'
import { permissionsOf, ROLES } from '@/lib/auth/permissions'
import type { Session } from '@/lib/auth/session'
import { asUser } from '@/lib/db/principals'
import type { CurrentUser } from './schemas'

const Role = z.enum(ROLES)

/** Who is signed in and what they may do in each of their workspaces, by name. A super admin is a member of nothing. */
export async function readCurrentUser(session: Session): Promise<CurrentUser> {
  const rows = await asUser(session)((trx) =>
    trx
      .selectFrom('workspace_members as m')
      .innerJoin('workspaces as w', 'w.id', 'm.workspace_id')
      .select(['w.id', 'w.name', 'w.slug', 'm.role', 'w.is_frozen', 'w.frozen_reason', 'w.timezone'])
      .where('m.user_id', '=', session.userId)
      .orderBy('w.name')
      .orderBy('w.id')
      .execute(),
  )
  return {
    id: session.userId,
    email: session.email,
    name: session.name,
    super_admin: session.superAdmin,
    sign_in: session.kind,
    workspaces: rows.map(({ is_frozen, role: given, ...workspace }) => {
      const role = Role.parse(given)
      return { ...workspace, role, permissions: permissionsOf(role), frozen: is_frozen === true }
    }),
  }
}
