import { useEffect, useMemo } from 'react'
import useSWRInfinite from 'swr/infinite'
import { type Page, requestPage } from '@/lib/api/fetcher'
import type { Notification } from '@/lib/notifications/schemas'
import { notificationsKey } from './keys'
import {
  flushMarks,
  markedNotice,
  markedUnread,
  refreshNotices,
  registerNotices,
  useMarkRevision,
} from './notice-marks'
import { useStream, useStreamRefresh } from './use-stream'
import { useWorkspace } from './use-workspace'

export type NoticeCategory = Notification['category']

/** The person's notices, newest first, of all categories or one; `unread` counts every category. */
export function useNotifications(category?: NoticeCategory) {
  const { workspace } = useWorkspace()
  const { status } = useStream()
  const revision = useMarkRevision()
  const { data, error, isLoading, size, setSize, mutate } = useSWRInfinite<Page<Notification>>(
    (index: number, previous: Page<Notification> | null) => {
      if (index > 0 && !previous?.meta.next_cursor) return null
      return notificationsKey(workspace.id, category, previous?.meta.next_cursor ?? undefined)
    },
    (url: string) => requestPage<Notification>(url),
    { revalidateOnFocus: true, keepPreviousData: true, refreshInterval: status === 'live' ? 60_000 : 30_000 },
  )
  const list = notificationsKey(workspace.id, category)
  useEffect(() => registerNotices(list, () => mutate()), [list, mutate])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision stands for what was marked
  const shown = useMemo(() => {
    const loaded = [...new Map(data?.flatMap(({ items }) => items).map((notice) => [notice.id, notice])).values()]
    return {
      items: loaded.map(markedNotice).filter((notice) => notice !== null),
      unread: markedUnread(data?.[0]?.meta.unread ?? 0, loaded),
    }
  }, [data, revision])

  return {
    ...shown,
    error: error as Error | undefined,
    isLoading: isLoading && !data,
    isStale: data !== undefined && data[0]?.key !== list,
    hasMore: Boolean(data?.at(-1)?.meta.next_cursor),
    isLoadingMore: size > (data?.length ?? 0),
    loadMore: () => void setSize((pages) => pages + 1),
    refresh: () => void mutate(),
  }
}

/** For the one part that is always there: what comes in is shown at once, what was done is not lost when the page is left. */
export function useNoticeUpkeep(): void {
  useStreamRefresh(['notification.created'], () => void refreshNotices())
  useEffect(() => {
    window.addEventListener('pagehide', flushMarks)
    return () => window.removeEventListener('pagehide', flushMarks)
  }, [])
}
