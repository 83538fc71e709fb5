import useSWRInfinite from 'swr/infinite'
import { type Page, requestPage } from '@/lib/api/fetcher'
import type { CostEvent } from '@/lib/costs/schemas'
import { costEventsKey, type MetricFilters } from './keys'
import { useWorkspace } from './use-workspace'

/** The provider calls behind a sum, newest first. */
export function useCostEvents(filters: MetricFilters) {
  const { workspace } = useWorkspace()
  const { data, error, isLoading, size, setSize, mutate } = useSWRInfinite<Page<CostEvent>, Error>(
    (index: number, previous: Page<CostEvent> | null) => {
      if (index > 0 && !previous?.meta.next_cursor) return null
      return costEventsKey(workspace.id, filters, previous?.meta.next_cursor ?? undefined)
    },
    (url: string) => requestPage<CostEvent>(url),
    { revalidateFirstPage: false, revalidateOnMount: true },
  )
  return {
    data,
    items: data?.flatMap(({ items }) => items) ?? [],
    error,
    isStale: isLoading && data !== undefined,
    hasMore: Boolean(data?.at(-1)?.meta.next_cursor),
    isLoadingMore: size > (data?.length ?? 0),
    loadMore: () => void setSize((pages) => pages + 1),
    refresh: () => void mutate(),
  }
}
