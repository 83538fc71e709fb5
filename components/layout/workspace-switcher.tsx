'use client'

import { ChevronsUpDown, Snowflake } from 'lucide-react'
import { usePathname, useRouter } from 'next/navigation'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { useWorkspace } from '@/hooks/use-workspace'
import { activeItem } from './nav-items'

export function WorkspaceSwitcher() {
  const { workspace, workspaces } = useWorkspace()
  const router = useRouter()
  const pathname = usePathname()
  const switchTo = (slug: string) => {
    if (slug === workspace.slug) return
    // A detail page belongs to one tenant, so the switch goes to the list it came from.
    router.push(`${activeItem(pathname)?.href ?? '/campaigns'}?workspace=${encodeURIComponent(slug)}`)
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" className="min-w-0 shrink px-2" aria-label={`Workspace ${workspace.name}, switch`}>
          <span className="flex size-5 shrink-0 items-center justify-center rounded bg-foreground font-semibold text-2xs text-background">
            {workspace.name.slice(0, 1).toUpperCase()}
          </span>
          <span className="truncate">{workspace.name}</span>
          <Badge>{workspace.role}</Badge>
          <ChevronsUpDown className="text-muted-foreground" aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-64">
        <DropdownMenuLabel>Workspaces</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={workspace.slug} onValueChange={switchTo}>
          {workspaces.map((each) => (
            <DropdownMenuRadioItem key={each.id} value={each.slug}>
              <span className="truncate">{each.name}</span>
              <Badge>{each.role}</Badge>
              {each.frozen && (
                <Badge variant="danger">
                  <Snowflake className="mr-1 size-3!" aria-hidden />
                  frozen
                </Badge>
              )}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
