'use client'

import { Search } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import { LiveDot } from './live-dot'
import { activeItem } from './nav-items'
import { NavLink } from './nav-link'
import { NotificationBell } from './notification-bell'
import { ThemeToggle } from './theme-toggle'
import { UserMenu } from './user-menu'
import { WorkspaceSwitcher } from './workspace-switcher'

export function AppHeader({ onShortcuts, onSearch }: { onShortcuts: () => void; onSearch: () => void }) {
  const pathname = usePathname()
  const item = activeItem(pathname)
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b bg-background px-2 pt-[env(safe-area-inset-top)] md:px-4">
      <nav aria-label="Breadcrumb" className="flex min-w-0 flex-1 items-center gap-1 text-sm">
        <WorkspaceSwitcher />
        {item && (
          <>
            <span className="hidden text-control sm:inline" aria-hidden>
              /
            </span>
            <NavLink
              href={item.href}
              aria-current={pathname === item.href ? 'page' : undefined}
              className="hidden rounded-md px-2 py-1 text-muted-foreground hover:text-foreground aria-[current=page]:text-foreground sm:inline"
            >
              {item.label}
            </NavLink>
          </>
        )}
      </nav>
      <LiveDot />
      <Tooltip content="Search and commands, Ctrl K" side="bottom">
        <Button variant="ghost" size="icon" aria-label="Search and commands" onClick={onSearch}>
          <Search />
        </Button>
      </Tooltip>
      <NotificationBell />
      <span className="hidden md:contents">
        <ThemeToggle />
        <UserMenu onShortcuts={onShortcuts} />
      </span>
    </header>
  )
}
