import { Activity, ChartColumn, LayoutDashboard, type LucideIcon, Megaphone } from 'lucide-react'

/** `go` is the key that opens the page after `g`. */
type NavItem = { href: string; label: string; icon: LucideIcon; go: string }

/** Pages of the sidebar and the bottom bar, in order. A page is listed once it exists. */
export const NAV_ITEMS: readonly NavItem[] = [
  { href: '/', label: 'Overview', icon: LayoutDashboard, go: 'o' },
  { href: '/analytics', label: 'Analytics', icon: ChartColumn, go: 'a' },
  { href: '/campaigns', label: 'Campaigns', icon: Megaphone, go: 'p' },
  { href: '/events', label: 'Events', icon: Activity, go: 'e' },
]

/** The item whose page is open: the longest prefix of the path. */
export function activeItem(pathname: string): NavItem | undefined {
  return [...NAV_ITEMS]
    .sort((a, b) => b.href.length - a.href.length)
    .find(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
}
