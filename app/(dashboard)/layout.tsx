import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { AppProviders } from '@/components/layout/app-providers'
import { AppShell } from '@/components/layout/app-shell'
import { readSidebarMode } from '@/lib/ui/sidebar-mode'
import { SIDEBAR_COOKIE, WORKSPACE_COOKIE } from '@/lib/ui/workspace-choice'
import { findSignedIn } from './signed-in'

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const signedIn = await findSignedIn()
  // The page itself knows its address and sends the stranger to sign in.
  if (!signedIn) return children
  const { user } = signedIn
  if (user.workspaces.length === 0) redirect('/no-workspace')
  const jar = await cookies()
  return (
    <AppProviders user={user} lastSlug={jar.get(WORKSPACE_COOKIE)?.value ?? null} renderedAt={Date.now()}>
      <AppShell sidebar={readSidebarMode(jar.get(SIDEBAR_COOKIE)?.value)}>{children}</AppShell>
    </AppProviders>
  )
}
