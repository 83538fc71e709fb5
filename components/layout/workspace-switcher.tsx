'use client'

import { ChevronsUpDown } from 'lucide-react'
import { DeferredMenu } from '@/components/shared/deferred-menu'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useWorkspace } from '@/hooks/use-workspace'
import { late } from '@/lib/ui/late'

const WorkspaceMenu = late(() => import('./workspace-menu').then((module) => module.WorkspaceMenu))

export function WorkspaceSwitcher() {
  const { workspace } = useWorkspace()
  const trigger = (
    <Button variant="ghost" className="min-w-0 shrink! px-2!">
      <span className="sr-only">Workspace </span>
      <span
        aria-hidden
        className="flex size-5 shrink-0 items-center justify-center rounded bg-foreground font-semibold text-2xs text-background"
      >
        {workspace.name.slice(0, 1).toUpperCase()}
      </span>
      <span className="truncate">{workspace.name}</span>
      <Badge>{workspace.role}</Badge>
      <span className="sr-only">, switch</span>
      <ChevronsUpDown className="text-muted-foreground" aria-hidden />
    </Button>
  )
  return (
    <DeferredMenu trigger={trigger} preload={WorkspaceMenu.preload}>
      {(button) => <WorkspaceMenu trigger={button} />}
    </DeferredMenu>
  )
}
