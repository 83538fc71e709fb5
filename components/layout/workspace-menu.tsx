'use client'

import { Snowflake } from 'lucide-react'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import type { ReactElement } from 'react'
import { Badge } from '@/components/ui/badge'
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

export function WorkspaceMenu({ trigger }: { trigger: ReactElement }) {
  const { workspace, workspaces } = useWorkspace()
  const router = useRouter()
  const pathname = usePathname()
  const present = useSearchParams()
  const switchTo = (slug: string) => {
    if (slug === workspace.slug) return
    // A detail page belongs to one tenant, so the switch goes to the list it came from.
    // The days stay; a campaign is the former tenant's.
    const query = new URLSearchParams({ workspace: slug })
    for (const name of ['start', 'end']) {
      const value = present.get(name)
      if (value) query.set(name, value)
    }
    router.push(`${activeItem(pathname)?.href ?? '/'}?${query}`)
  }
  return (
    <DropdownMenu defaultOpen modal={false}>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
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
