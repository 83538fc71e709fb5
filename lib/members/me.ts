import { z } from 'zod'
import { permissionsOf, ROLES } from '@/lib/auth/permissions'
import type { Session } from '@/lib/auth/session'
import { asUser } from '@/lib/db/principals'
import { type CurrentUser, DashboardLayout } from './schemas'

const Role = z.enum(ROLES)

/** Who is signed in and what they may do in each of their workspaces, by name. A super admin is a member of nothing. */
export async function readCurrentUser(session: Session): Promise<CurrentUser> {
  const [rows, settings] = await asUser(session)((trx) =>
    Promise.all([
      trx
        .selectFrom('workspace_members as m')
        .innerJoin('workspaces as w', 'w.id', 'm.workspace_id')
        .select(['w.id', 'w.name', 'w.slug', 'm.role', 'w.is_frozen', 'w.frozen_reason', 'w.timezone'])
        .where('m.user_id', '=', session.userId)
        .orderBy('w.name')
        .orderBy('w.id')
        .execute(),
      trx
        .selectFrom('user_settings')
        .select(['dashboard_layout', 'layout_updated_at'])
        .where('user_id', '=', session.userId)
        .executeTakeFirst(),
    ]),
  )
  return {
    id: session.userId,
    email: session.email,
    name: session.name,
    super_admin: session.superAdmin,
    sign_in: session.kind,
    dashboard_layout: DashboardLayout.safeParse(settings?.dashboard_layout).data ?? null,
    layout_updated_at: settings?.layout_updated_at ?? null,
    workspaces: rows.map(({ is_frozen, role: given, ...workspace }) => {
      const role = Role.parse(given)
      return { ...workspace, role, permissions: permissionsOf(role), frozen: is_frozen === true }
    }),
  }
}
