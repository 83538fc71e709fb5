/** Roles and what each may do, as data (spec 02 §3). The API decides; the screen reads the same list from `GET /api/user`. */
export const ROLES = ['viewer', 'member', 'admin', 'owner'] as const
export type Role = (typeof ROLES)[number]

const BY_LOWEST_ROLE = {
  viewer: [
    ...(['workspace.read', 'members.read', 'campaigns.read', 'metrics.read', 'events.read'] as const),
    ...(['search.use', 'notifications.self', 'profile.self', 'stream.read'] as const),
  ],
  member: ['campaigns.create', 'campaigns.update', 'campaigns.toggle', 'campaigns.execute', 'sync.trigger'],
  admin: ['campaigns.delete', 'campaigns.link', 'contacts.export', 'audit.read', 'fleet.read', 'sync.manage'],
  owner: [],
} as const satisfies Record<Role, readonly string[]>

export type Permission = (typeof BY_LOWEST_ROLE)[Role][number]

/** Every permission of a role: its own and those of the roles below it. */
export function permissionsOf(role: Role): Permission[] {
  return ROLES.slice(0, ROLES.indexOf(role) + 1).flatMap((lower) => [...BY_LOWEST_ROLE[lower]])
}

export const can = (role: Role, permission: Permission): boolean => permissionsOf(role).includes(permission)
