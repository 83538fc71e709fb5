import { sql } from 'kysely'
import { z } from 'zod'
import { asUser } from '@/lib/db/principals'
import type { Role } from './permissions'
import { ROLES } from './permissions'
import { processCache } from './process-cache'
import type { Session } from './session'

export type Membership = {
  role: Role
  workspace: {
    id: string
    name: string
    slug: string
    status: 'active' | 'frozen' | 'deleting'
    frozenReason: string | null
    timezone: string
  }
}

const Row = z.object({
  role: z.enum(ROLES),
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  status: z.enum(['active', 'frozen', 'deleting']),
  frozen_reason: z.string().nullable(),
  timezone: z.string(),
})

const memberships = processCache<Membership>('memberships', 60_000)

/**
 * What this person is in that workspace, or null: not a member, deleted and never existed are one answer. Asked of the
 * database each time; `cached` is for reads, which may be up to 60 s behind.
 */
export async function membershipOf(
  session: Pick<Session, 'userId'>,
  workspaceId: string,
  options: { cached?: boolean } = {},
): Promise<Membership | null> {
  if (!z.guid().safeParse(workspaceId).success) return null
  const key = `${session.userId} ${workspaceId.toLowerCase()}`
  const known = options.cached ? memberships.get(key) : undefined
  if (known) return known
  const wanted = sql`select m.role, w.id, w.name, w.slug, w.status, w.frozen_reason, w.timezone
    from workspace_members m join workspaces w on w.id = m.workspace_id
    where m.workspace_id = ${workspaceId}::uuid and m.user_id = ${session.userId}`
  const [[row]] = await asUser(session).read(wanted)
  if (!row) {
    memberships.forget((stale) => stale === key)
    return null
  }
  const { role, frozen_reason, ...workspace } = Row.parse(row)
  const membership: Membership = { role, workspace: { ...workspace, frozenReason: frozen_reason } }
  memberships.set(key, membership)
  return membership
}

/** After a change of someone's memberships in this process; other processes follow within 60 s. */
export const forgetMemberships = (userId: string): void => memberships.forget((key) => key.startsWith(`${userId} `))
