'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { useSWRConfig } from 'swr'
import { request } from '@/lib/api/fetcher'
import type { CurrentUser, DashboardLayout } from '@/lib/members/schemas'
import { serverNow } from '@/lib/ui/clock'
import { FIRST_LAYOUT, isSavedLayout, type Layout, readLayout, writeLayout } from '@/lib/ui/dashboard-layout'
import { userKey } from './keys'
import { useWorkspace } from './use-workspace'

const SAVE_DELAY_MS = 800

type Saved = { layout: DashboardLayout; at: string }

/**
 * The overview's arrangement: the person's own setting, with a copy on this device for what is not saved yet. The newer of
 * the two counts, so a change made offline is saved with the next visit.
 */
export function useDashboardLayout() {
  const { user, workspace } = useWorkspace()
  const { mutate } = useSWRConfig()
  const storageKey = `dashboard-layout-${workspace.id}`
  const [own, setOwn] = useState<Saved | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const savedAt = user.layout_updated_at ?? ''
  const isOwnNewer = own !== null && own.at > savedAt
  const saved = isOwnNewer ? own.layout : user.dashboard_layout
  const layout = useMemo(() => readLayout(saved), [saved])

  const save = async (layoutToSave: DashboardLayout) => {
    const updated = await request<CurrentUser>(userKey, { method: 'PATCH', body: { layout: layoutToSave } })
    await mutate(userKey, updated, { revalidate: false })
    keep(storageKey, { layout: layoutToSave, at: updated.layout_updated_at ?? '' })
    setOwn((now) => (now?.layout === layoutToSave ? null : now))
  }
  // A page left within the delay has its change here, newer than the server's.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what this device knows is looked at once
  useEffect(() => {
    const kept = recall(storageKey)
    if (kept && kept.at > savedAt) {
      setOwn(kept)
      save(kept.layout).catch(() => undefined)
    }
  }, [storageKey])

  const change = (next: Layout) => {
    const changed = { layout: writeLayout(next), at: new Date(serverNow()).toISOString() }
    setOwn(changed)
    keep(storageKey, changed)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void save(changed.layout).catch(() => undefined), SAVE_DELAY_MS)
  }
  return { layout, change, reset: () => change(FIRST_LAYOUT) }
}

function recall(key: string): Saved | null {
  try {
    const { layout, at } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Saved>
    return isSavedLayout(layout) && typeof at === 'string' ? { layout, at } : null
  } catch {
    return null
  }
}

/** A browser that keeps nothing still works: the server remembers. */
function keep(key: string, saved: Saved): void {
  try {
    localStorage.setItem(key, JSON.stringify(saved))
  } catch {}
}
