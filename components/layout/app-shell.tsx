'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { useHotkeys } from '@/hooks/use-hotkeys'
import { useToggles } from '@/hooks/use-toggles'
import { fetchLateParts, late } from '@/lib/ui/late'
import { nextSidebarMode, type SidebarMode } from '@/lib/ui/sidebar-mode'
import { SIDEBAR_COOKIE } from '@/lib/ui/workspace-choice'
import { AppHeader } from './app-header'
import { AppSidebar } from './app-sidebar'
import { BannerStack } from './banner-stack'
import { BottomNav } from './bottom-nav'
import { useGoKeys } from './use-go-keys'

const CommandPalette = late(() => import('./command-palette').then((module) => module.CommandPalette))
const ShortcutsDialog = late(() => import('./shortcuts-dialog').then((module) => module.ShortcutsDialog))

/** The frame of every signed-in page; only `main` scrolls. */
export function AppShell({ sidebar, children }: { sidebar: SidebarMode; children: ReactNode }) {
  const [mode, setMode] = useState(sidebar)
  const [shortcuts, setShortcuts] = useState(false)
  const [palette, setPalette] = useState(false)
  const { undoLast } = useToggles()
  const cycle = () => {
    const next = nextSidebarMode(mode)
    setMode(next)
    // biome-ignore lint/suspicious/noDocumentCookie: the server reads it to render the right width at once
    document.cookie = `${SIDEBAR_COOKIE}=${next}; path=/; max-age=31536000; samesite=lax`
  }
  useEffect(fetchLateParts, [])
  useGoKeys()
  useHotkeys({
    '[': () => cycle(),
    '?': () => setShortcuts(true),
    'mod+z': () => undoLast(),
    'mod+k': () => setPalette((open) => !open),
  })
  const openShortcuts = () => setShortcuts(true)
  return (
    <div className="flex h-dvh overflow-hidden">
      <a
        href="#main"
        className="absolute top-2 left-2 z-50 -translate-y-16 rounded-md bg-primary px-3 py-2 font-medium text-primary-foreground text-sm focus:translate-y-0"
      >
        Skip to content
      </a>
      <AppSidebar mode={mode} onCycle={cycle} />
      <div className="flex min-w-0 flex-1 flex-col">
        <AppHeader onShortcuts={openShortcuts} onSearch={() => setPalette(true)} />
        <BannerStack />
        <main id="main" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto focus:outline-none">
          {children}
        </main>
        <BottomNav onShortcuts={openShortcuts} />
      </div>
      {palette && <CommandPalette onClose={() => setPalette(false)} onShortcuts={openShortcuts} onSidebar={cycle} />}
      {shortcuts && <ShortcutsDialog onClose={() => setShortcuts(false)} />}
    </div>
  )
}
