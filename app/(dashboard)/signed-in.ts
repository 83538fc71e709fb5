import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Ctx } from '@/lib/auth/context'
import { getSession, type Session } from '@/lib/auth/session'
import { asUser } from '@/lib/db/principals'
import { readCurrentUser } from '@/lib/members/me'
import type { CurrentUser } from '@/lib/members/schemas'
import { runtime } from '@/lib/runtime'
import { chooseWorkspace, WORKSPACE_COOKIE } from '@/lib/ui/workspace-choice'

type SignedIn = { session: Session; user: CurrentUser }

/** The person this page is rendered for; asked once per request. */
export const findSignedIn = cache(async (): Promise<SignedIn | null> => {
  const session = await getSession()
  return session && { session, user: await readCurrentUser(session) }
})

type Workspace = CurrentUser['workspaces'][number]
export type Search = Record<string, string | string[] | undefined>

/** The workspace a page is about and the context its reads run in. Sends strangers to sign in and back here. */
export async function workspaceOfPage(
  path: string,
  search: Search,
): Promise<{ workspace: Workspace; ctx: Ctx } | null> {
  const signedIn = await findSignedIn()
  if (!signedIn) redirect(`/sign-in?return_to=${encodeURIComponent(path)}`)
  const { session, user } = signedIn
  const asked = typeof search.workspace === 'string' ? search.workspace : null
  const workspace = chooseWorkspace(user.workspaces, asked, (await cookies()).get(WORKSPACE_COOKIE)?.value)
  if (!workspace) return null
  const requestId = crypto.randomUUID()
  const log = runtime().log.child({ request_id: requestId, workspace_id: workspace.id, user_id: session.userId })
  const actor = { type: 'user', id: session.userId, role: workspace.role } as const
  return { workspace, ctx: { workspaceId: workspace.id, actor, db: asUser(session), requestId, log } }
}
