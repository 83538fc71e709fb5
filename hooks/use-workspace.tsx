'use client'

import { useSearchParams } from 'next/navigation'
import { createContext, Fragment, type ReactNode, useContext, useEffect, useMemo } from 'react'
import type { Permission, Role } from '@/lib/auth/permissions'
import { ROLES } from '@/lib/auth/permissions'
import type { CurrentUser } from '@/lib/members/schemas'
import { chooseWorkspace, WORKSPACE_COOKIE } from '@/lib/ui/workspace-choice'
import { clearCampaigns } from './campaign-store'
import { useUser } from './use-user'

export type Workspace = CurrentUser['workspaces'][number]

type WorkspaceValue = {
  user: CurrentUser
  workspace: Workspace
  workspaces: Workspace[]
  role: Role
  can: (permission: Permission) => boolean
}

const WorkspaceContext = createContext<WorkspaceValue | null>(null)

/**
 * Which workspace the screen is about: the one named in the address, else the one used last, else the first. Everything
 * below is built anew when it changes, so no row of the former tenant survives.
 */
export function WorkspaceProvider({
  initialUser,
  lastSlug,
  children,
}: {
  initialUser: CurrentUser
  lastSlug: string | null
  children: ReactNode
}) {
  const { user = initialUser } = useUser(initialUser)
  const asked = useSearchParams().get('workspace')
  const workspace = chooseWorkspace(user.workspaces, asked, lastSlug)
  const value = useMemo<WorkspaceValue | null>(
    () =>
      workspace && {
        user,
        workspace,
        workspaces: user.workspaces,
        role: ROLES.find((role) => role === workspace.role) ?? 'viewer',
        can: (permission) => workspace.permissions.includes(permission),
      },
    [user, workspace],
  )
  const slug = workspace?.slug
  useEffect(() => {
    if (!slug) return
    // biome-ignore lint/suspicious/noDocumentCookie: a preference the server reads for the first paint; Cookie Store lacks Firefox ESR
    document.cookie = `${WORKSPACE_COOKIE}=${slug}; path=/; max-age=31536000; samesite=lax`
    return clearCampaigns
  }, [slug])
  if (!value) return null
  return (
    <WorkspaceContext value={value}>
      <Fragment key={value.workspace.id}>{children}</Fragment>
    </WorkspaceContext>
  )
}

export function useWorkspace(): WorkspaceValue {
  const value = useContext(WorkspaceContext)
  if (!value) throw new Error('useWorkspace() needs a WorkspaceProvider above it')
  return value
}
