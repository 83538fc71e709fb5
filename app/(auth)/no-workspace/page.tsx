import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getSession } from '@/lib/auth/session'
import { readCurrentUser } from '@/lib/members/me'
import { NoWorkspaceClient } from './no-workspace-client'

export const metadata: Metadata = { title: 'No workspace' }

export default async function NoWorkspacePage() {
  const session = await getSession()
  if (!session) redirect('/sign-in')
  const user = await readCurrentUser(session)
  if (user.workspaces.length > 0) redirect('/')
  return <NoWorkspaceClient user={user} />
}
