import { Keyboard, LogOut, type LucideIcon, Moon, PanelLeft, Plus, RefreshCw, Sun, UsersRound } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTheme } from 'next-themes'
import { useSignOut } from '@/hooks/use-sign-out'
import { useSyncNow } from '@/hooks/use-sync'
import { useWorkspace } from '@/hooks/use-workspace'
import { keepParams } from '@/lib/ui/keep-params'
import { NAV_ITEMS } from './nav-items'

type Command = { id: string; label: string; icon: LucideIcon; keys?: string[]; run: () => unknown }
type Group = { title: string; commands: Command[] }

/** What this person may do from anywhere; a command that the role may not run is absent. */
export function usePaletteCommands(shell: { onShortcuts: () => void; onSidebar: () => void }): Group[] {
  const { user, workspace, workspaces, can } = useWorkspace()
  const router = useRouter()
  const present = useSearchParams()
  const { resolvedTheme, setTheme } = useTheme()
  const { syncNow } = useSyncNow()
  const signOut = useSignOut(user.sign_in)
  const isDark = resolvedTheme === 'dark'

  const pages = NAV_ITEMS.map(({ href, label, icon, go }) => ({
    ...{ id: href, label, icon, keys: ['g', go] },
    run: () => router.push(keepParams(href, present)),
  }))
  const doing: (Command | false)[] = [
    can('campaigns.create') &&
      !workspace.frozen && {
        ...{ id: 'new-campaign', label: 'New campaign', icon: Plus },
        run: () => router.push(keepParams('/campaigns?new=true', present)),
      },
    can('sync.trigger') && { id: 'sync', label: 'Sync now', icon: RefreshCw, run: syncNow },
  ]
  const others = workspaces
    .filter(({ id }) => id !== workspace.id)
    .map(({ slug, name }) => ({
      ...{ id: `workspace-${slug}`, label: `Switch to ${name}`, icon: UsersRound },
      run: () => router.push(`/?workspace=${slug}`),
    }))
  const view: Command[] = [
    {
      ...{ id: 'theme', label: isDark ? 'Light theme' : 'Dark theme', icon: isDark ? Sun : Moon },
      run: () => setTheme(isDark ? 'light' : 'dark'),
    },
    { id: 'sidebar', label: 'Change sidebar', icon: PanelLeft, keys: ['['], run: shell.onSidebar },
    { id: 'shortcuts', label: 'Keyboard shortcuts', icon: Keyboard, keys: ['?'], run: shell.onShortcuts },
    { id: 'sign-out', label: 'Sign out', icon: LogOut, run: signOut },
  ]
  return [
    { title: 'Go to', commands: pages },
    { title: 'Do', commands: [...doing.filter((each) => each !== false), ...others] },
    { title: 'View', commands: view },
  ]
}
