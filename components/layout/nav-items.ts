import { Activity, type LucideIcon, Megaphone } from 'lucide-react'

type NavItem = { href: string; label: string; icon: LucideIcon }

/** Pages of the sidebar and the bottom bar, in order. A page is listed once it exists. */
export const NAV_ITEMS: readonly NavItem[] = [
  { href: '/campaigns', label: 'Campaigns', icon: Megaphone },
  { href: '/events', label: 'Events', icon: Activity },
]

/** The item whose page is open: the longest prefix of the path. */
export function activeItem(pathname: string): NavItem | undefined {
  return [...NAV_ITEMS]
    .sort((a, b) => b.href.length - a.href.length)
    .find(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
}
