'use client'

import { CircleUser } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { activeItem, NAV_ITEMS } from './nav-items'
import { NavLink } from './nav-link'
import { UserMenu } from './user-menu'

const ITEM =
  'flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-2xs text-muted-foreground aria-[current=page]:text-foreground'

/** Below md: the same pages within reach of a thumb, and the account. */
export function BottomNav({ onShortcuts }: { onShortcuts: () => void }) {
  const active = activeItem(usePathname())
  return (
    <nav aria-label="Main" className="flex shrink-0 border-t bg-background pb-[env(safe-area-inset-bottom)] md:hidden">
      {NAV_ITEMS.map(({ href, label, icon: Icon }) => (
        <NavLink key={href} href={href} className={ITEM} aria-current={active?.href === href ? 'page' : undefined}>
          <Icon className="size-5 stroke-[1.5]" aria-hidden />
          {label}
        </NavLink>
      ))}
      <UserMenu
        onShortcuts={onShortcuts}
        trigger={
          <button type="button" className={ITEM}>
            <CircleUser className="size-5 stroke-[1.5]" aria-hidden />
            Account
          </button>
        }
      />
    </nav>
  )
}
