'use client'

import { PanelLeft, PanelLeftClose, PanelLeftDashed } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { Tooltip } from '@/components/ui/tooltip'
import { cn } from '@/lib/ui/cn'
import type { SidebarMode } from '@/lib/ui/sidebar-mode'
import { activeItem, NAV_ITEMS } from './nav-items'
import { NavLink } from './nav-link'
import { Mark } from './wordmark'

const MODES = {
  expanded: { icon: PanelLeft, label: 'Sidebar: expanded' },
  compact: { icon: PanelLeftClose, label: 'Sidebar: compact' },
  auto: { icon: PanelLeftDashed, label: 'Sidebar: opens on hover' },
} as const

/** From md up. `auto` keeps the place of the compact one and opens over the content, 120 ms after hover or on focus. */
export function AppSidebar({ mode, onCycle }: { mode: SidebarMode; onCycle: () => void }) {
  const active = activeItem(usePathname())
  const { icon: ModeIcon, label: modeLabel } = MODES[mode]
  return (
    <div
      className={cn('relative z-30 hidden shrink-0 md:block md:w-12', mode === 'expanded' && 'lg:w-56')}
      data-sidebar={mode}
    >
      <aside
        className={cn(
          'group/sidebar absolute inset-y-0 left-0 flex w-12 flex-col overflow-hidden border-sidebar-border border-r bg-sidebar text-sidebar-foreground',
          mode === 'expanded' && 'lg:w-56',
          mode === 'auto' &&
            'transition-[width] duration-180 focus-within:w-56 focus-within:shadow-float hover:w-56 hover:shadow-float hover:delay-120',
        )}
      >
        <div className="flex h-12 items-center gap-2 px-3.5 font-semibold text-base text-foreground tracking-tight">
          <Mark className="size-5 shrink-0" />
          <span className={labelClass(mode)}>Sovereign</span>
        </div>
        <nav aria-label="Main" className="flex flex-1 flex-col gap-0.5 p-2">
          {NAV_ITEMS.map(({ href, label, icon: Icon }) => (
            <Tooltip key={href} side="right" content={mode === 'compact' ? label : null}>
              <NavLink
                href={href}
                aria-label={label}
                aria-current={active?.href === href ? 'page' : undefined}
                className="flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-sm transition-colors duration-120 hover:bg-sidebar-accent hover:text-sidebar-accent-foreground aria-[current=page]:bg-sidebar-accent aria-[current=page]:text-sidebar-accent-foreground"
              >
                <Icon className="size-4 shrink-0 stroke-[1.5]" aria-hidden />
                <span className={labelClass(mode)}>{label}</span>
              </NavLink>
            </Tooltip>
          ))}
        </nav>
        <div className="p-2">
          <Tooltip side="right" content={`${modeLabel}. Press [ to change.`}>
            <button
              type="button"
              onClick={onCycle}
              aria-label={modeLabel}
              className="hidden size-8 items-center justify-center rounded-md hover:bg-sidebar-accent lg:flex"
            >
              <ModeIcon className="size-4 stroke-[1.5]" aria-hidden />
            </button>
          </Tooltip>
        </div>
      </aside>
    </div>
  )
}

function labelClass(mode: SidebarMode): string {
  if (mode === 'expanded') return 'truncate max-lg:hidden'
  if (mode === 'compact') return 'hidden'
  return 'truncate opacity-0 transition-opacity duration-120 group-focus-within/sidebar:opacity-100 group-hover/sidebar:opacity-100'
}
