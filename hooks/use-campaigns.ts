import { useEffect, useMemo } from 'react'
import useSWRInfinite from 'swr/infinite'
import type { Page } from '@/lib/api/fetcher'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { readCampaignsPage } from './campaign-requests'
import { learnCampaigns, newestCampaign, onRefreshLists, useCampaignRevision } from './campaign-store'
import { type CampaignFilters, campaignsKey } from './keys'
import { useStream } from './use-stream'
import { useWorkspace } from './use-workspace'

export type CampaignsPage = Page<Campaign>

/**
 * The campaigns that match, page by page. While other filters are read the rows before stay, marked by `isStale`.
 * `first` is what the server already rendered for these filters.
 */
export function useCampaigns(filters: CampaignFilters, first?: CampaignsPage) {
  const { workspace } = useWorkspace()
  const { status } = useStream()
  const revision = useCampaignRevision()
  const key = campaignsKey(workspace.id, filters)
  const keyOf = (index: number, previous: CampaignsPage | null) => {
    if (index > 0 && !previous?.meta.next_cursor) return null
    return campaignsKey(workspace.id, filters, previous?.meta.next_cursor ?? undefined)
  }
  const { data, error, isLoading, isValidating, size, setSize, mutate } = useSWRInfinite<CampaignsPage>(
    keyOf,
    readCampaignsPage,
    {
      revalidateFirstPage: false,
      revalidateOnFocus: true,
      keepPreviousData: true,
      ...(first && { fallbackData: [{ ...first, key }], revalidateOnMount: false }),
    },
  )

  useEffect(() => {
    if (first) learnCampaigns(first.items)
  }, [first])
  useEffect(() => onRefreshLists(() => void mutate()), [mutate])
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && mutate(), status === 'live' ? 60_000 : 30_000)
    return () => clearInterval(timer)
  }, [mutate, status])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision stands for the store's content
  const campaigns = useMemo(() => {
    const byId = new Map<string, Campaign>()
    for (const page of data ?? []) for (const row of page.items) byId.set(row.id, newestCampaign(row))
    return [...byId.values()]
  }, [data, revision])

  const last = data?.at(-1)
  return {
    campaigns,
    total: data?.[0]?.meta.total ?? campaigns.length,
    error: error as Error | undefined,
    isLoading: isLoading && !data,
    isStale: data !== undefined && data[0]?.key !== key,
    isRefreshing: isValidating,
    hasMore: Boolean(last?.meta.next_cursor),
    isLoadingMore: size > (data?.length ?? 0),
    loadMore: () => setSize((pages) => pages + 1),
    refresh: () => mutate(),
  }
}
