import { useMemo } from 'react'
import useSWR from 'swr'
import useSWRInfinite from 'swr/infinite'
import { type Page, requestPage } from '@/lib/api/fetcher'
import type { MailEvent } from '@/lib/events/schemas'
import { EVENTS_NEWEST, EVENTS_NEXT, EVENTS_PAGE, type EventFilters, eventsKey } from './keys'
import { useStream, useStreamRefresh } from './use-stream'
import { useThrottled } from './use-throttled'
import { useWorkspace } from './use-workspace'

export type EventsPage = Page<MailEvent>

/** How often a busy stream makes the newest rows be read again. */
const CALM_MS = 5000
const read = (url: string) => requestPage<MailEvent>(url)

/**
 * The events that match, newest first, page by page. The list stands still; only its newest rows are read again, and
 * `fresh` says how many of them wait above it. While other filters are read the rows before stay, marked by `isStale`.
 * `first` is what the server already rendered for these filters.
 */
export function useEvents(filters: EventFilters, first?: EventsPage) {
  const { workspace } = useWorkspace()
  const { status } = useStream()
  const key = eventsKey(workspace.id, filters, { limit: EVENTS_PAGE })
  const list = useSWRInfinite<EventsPage>(
    (index: number, previous: EventsPage | null) => {
      if (index > 0 && !previous?.meta.next_cursor) return null
      const cursor = previous?.meta.next_cursor ?? undefined
      return eventsKey(workspace.id, filters, { limit: cursor ? EVENTS_NEXT : EVENTS_PAGE, cursor })
    },
    read,
    {
      revalidateFirstPage: false,
      revalidateOnReconnect: false,
      keepPreviousData: true,
      revalidateOnMount: first === undefined,
      ...(first && { fallbackData: [{ ...first, key }] }),
    },
  )
  const newest = useSWR<EventsPage>(eventsKey(workspace.id, filters, { limit: EVENTS_NEWEST }), read, {
    revalidateOnMount: false,
    refreshInterval: status === 'live' ? 60_000 : 30_000,
  })
  const look = useThrottled(() => void newest.mutate(), CALM_MS)
  useStreamRefresh(['metrics.changed'], look)

  const { data } = list
  const recent = newest.data?.items
  const shown = useMemo(() => mergeRecent(data?.flatMap(({ items }) => items) ?? [], recent ?? []), [data, recent])
  return {
    ...shown,
    error: list.error as Error | undefined,
    isLoading: !data && !list.error,
    isStale: data !== undefined && data[0]?.key !== key,
    isRefreshing: list.isValidating,
    hasMore: Boolean(data?.at(-1)?.meta.next_cursor),
    isLoadingMore: list.size > (data?.length ?? 0),
    loadMore: () => void list.setSize((pages) => pages + 1),
    refresh: () => void list.mutate(),
    showFresh: () => list.setSize(1).then(() => list.mutate()),
  }
}

/** Rows on screen take what is new about them; what happened after the first of them waits. */
function mergeRecent(rows: MailEvent[], recent: readonly MailEvent[]): { events: MailEvent[]; fresh: number } {
  const byId = new Map(recent.map((event) => [event.id, event]))
  const events = [...new Map(rows.map((event) => [event.id, byId.get(event.id) ?? event])).values()]
  const top = events[0]?.occurred_at ?? ''
  const known = new Set(events.map(({ id }) => id))
  return { events, fresh: recent.filter(({ id, occurred_at }) => !known.has(id) && occurred_at >= top).length }
}
