import { useEffect } from 'react'
import useSWRInfinite from 'swr/infinite'
import { type Page, requestPage } from '@/lib/api/fetcher'
import type { HistoryEntry } from '@/lib/campaigns/schemas/campaign'
import type { Execution } from '@/lib/campaigns/schemas/execution'
import { subscribeCampaigns } from './campaign-store'
import { executionsKey, historyKey } from './keys'
import { useWorkspace } from './use-workspace'

/** What was decided and done about a campaign, newest first. */
export function useHistory(campaignId: string) {
  const { workspace } = useWorkspace()
  return useRecords<HistoryEntry>(campaignId, (cursor) => historyKey(workspace.id, campaignId, cursor))
}

/** The runs of a campaign's workflow, newest first. */
export function useExecutions(campaignId: string) {
  const { workspace } = useWorkspace()
  return useRecords<Execution>(campaignId, (cursor) => executionsKey(workspace.id, campaignId, cursor))
}

function useRecords<T>(campaignId: string, keyOf: (cursor?: string) => string) {
  const { data, error, isLoading, size, setSize, mutate } = useSWRInfinite<Page<T>>(
    (index: number, previous: Page<T> | null) => {
      if (index > 0 && !previous?.meta.next_cursor) return null
      return keyOf(previous?.meta.next_cursor ?? undefined)
    },
    (url: string) => requestPage<T>(url),
    { revalidateFirstPage: false, refreshInterval: 60_000 },
  )
  useEffect(
    () =>
      subscribeCampaigns((changed) => {
        if (changed.some(({ id }) => id === campaignId)) void mutate()
      }),
    [campaignId, mutate],
  )
  const items = data?.flatMap((page) => page.items) ?? []
  return {
    items,
    total: data?.[0]?.meta.total ?? null,
    error: error as Error | undefined,
    isLoading: isLoading && !data,
    hasMore: Boolean(data?.at(-1)?.meta.next_cursor),
    isLoadingMore: size > (data?.length ?? 0),
    loadMore: () => setSize((pages) => pages + 1),
    refresh: () => mutate(),
  }
}
