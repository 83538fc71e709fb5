import { useSyncExternalStore } from 'react'
import { request } from '@/lib/api/fetcher'
import type { Notification } from '@/lib/notifications/schemas'
import { notifyError, reasonOf } from '@/lib/ui/toast'

/**
 * What this person just did with notices, painted at once over what the server last said and forgotten when it agrees or
 * refuses. Marks of a moment travel together; a dismissal leaves when its undo has passed.
 */
type Mark = { read?: boolean; dismissed?: true }

const GATHER_MS = 700
const UNDO_MS = 5000

const marks = new Map<string, Mark>()
const lists = new Map<() => Promise<unknown>, string>()
const listeners = new Set<() => void>()
let isAllRead = false
let revision = 0

function changed(): void {
  revision += 1
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
/** Rises with every mark: what is shown must be computed anew. */
export const useMarkRevision = (): number =>
  useSyncExternalStore(
    subscribe,
    () => revision,
    () => 0,
  )

/** Registers a list; `key` names what it reads, so that two showings of the same are read once. */
export function registerNotices(key: string, refresh: () => Promise<unknown>): () => void {
  lists.set(refresh, key)
  return () => {
    lists.delete(refresh)
  }
}
export const refreshNotices = (): Promise<unknown> =>
  Promise.all([...new Map([...lists].map(([refresh, key]) => [key, refresh])).values()].map((refresh) => refresh()))

/** The notice as the person left it; null when it was dismissed. */
export function markedNotice(notice: Notification): Notification | null {
  const mark = marks.get(notice.id)
  if (mark?.dismissed) return null
  const isRead = mark?.read ?? (isAllRead || notice.read_at !== null)
  if (isRead === (notice.read_at !== null)) return notice
  return { ...notice, read_at: isRead ? notice.created_at : null }
}

/** The server's count of unread notices, corrected by what it has not heard yet. */
export function markedUnread(unread: number, loaded: readonly Notification[]): number {
  if (isAllRead) return 0
  const isUnread = (notice: Notification | null) => Number(notice?.read_at === null)
  return loaded.reduce((count, notice) => count + isUnread(markedNotice(notice)) - isUnread(notice), unread)
}

type Gathering = { workspaceId: string; ids: Map<string, boolean>; timer: ReturnType<typeof setTimeout> }
let gathering: Gathering | null = null

export function markNotice(workspaceId: string, id: string, read: boolean): void {
  marks.set(id, { ...marks.get(id), read })
  changed()
  if (gathering && gathering.workspaceId !== workspaceId) sendMarks()
  if (gathering) clearTimeout(gathering.timer)
  const ids = gathering?.ids ?? new Map<string, boolean>()
  gathering = { workspaceId, ids: ids.set(id, read), timer: setTimeout(sendMarks, GATHER_MS) }
}

function sendMarks(): void {
  if (!gathering) return
  const { workspaceId, ids, timer } = gathering
  clearTimeout(timer)
  gathering = null
  for (const read of [true, false]) {
    const chosen = [...ids].filter(([, wanted]) => wanted === read).map(([id]) => id)
    if (chosen.length > 0) void send(workspaceId, 'PATCH', { ids: chosen, read }, chosen)
  }
}

export async function markAllNotices(workspaceId: string): Promise<void> {
  isAllRead = true
  changed()
  await send(workspaceId, 'PATCH', { all: true, read: true }, [])
  isAllRead = false
  changed()
}

let undoable: { workspaceId: string; ids: string[]; timer: ReturnType<typeof setTimeout> } | null = null

/** Takes the notices off the list, for good in five seconds. */
export function dismissNotices(workspaceId: string, ids: string[]): void {
  const together = undoable?.workspaceId === workspaceId ? [...undoable.ids, ...ids] : ids
  if (undoable && together === ids) sendDismissals()
  clearTimeout(undoable?.timer)
  for (const id of ids) marks.set(id, { ...marks.get(id), dismissed: true })
  undoable = { workspaceId, ids: together, timer: setTimeout(sendDismissals, UNDO_MS) }
  changed()
}

/** How many dismissals can still be taken back. */
export const useUndoable = (): number =>
  useSyncExternalStore(
    subscribe,
    () => undoable?.ids.length ?? 0,
    () => 0,
  )

export function undoDismissals(): void {
  if (!undoable) return
  clearTimeout(undoable.timer)
  for (const id of undoable.ids) marks.delete(id)
  undoable = null
  changed()
}

function sendDismissals(): void {
  if (!undoable) return
  const { workspaceId, ids, timer } = undoable
  clearTimeout(timer)
  undoable = null
  changed()
  void send(workspaceId, 'DELETE', { ids }, ids)
}

/** What a page that is being left has not sent yet. */
export function flushMarks(): void {
  sendMarks()
  sendDismissals()
}

async function send(workspaceId: string, method: 'PATCH' | 'DELETE', body: object, ids: string[]): Promise<void> {
  try {
    await request('/api/notifications', { method, workspaceId, body, keepalive: true })
    await refreshNotices()
  } catch (error) {
    notifyError('Notifications stayed as they were', { description: reasonOf(error) })
  } finally {
    // A mark made meanwhile is still on its way.
    for (const id of ids) if (!gathering?.ids.has(id) && !undoable?.ids.includes(id)) marks.delete(id)
    changed()
  }
}
