'use client'

import { useEffect, useRef } from 'react'
import useSWR from 'swr'
import { request } from '@/lib/api/fetcher'
import type { Dashboard } from '@/lib/metrics/schemas'
import type { DateRange } from '@/lib/ui/date-range'
import { dashboardKey } from './keys'
import { useStream, useStreamRefresh } from './use-stream'
import { useWorkspace } from './use-workspace'

/** Figures, and the question they answer: its address and, of that, the campaign. */
type Answer = { url: string; campaign: string | null; data: Dashboard }
/** What the server has read already, and for which question. */
export type FirstDashboard = { workspaceId: string; range: DateRange; campaign: string | null; data: Dashboard }

/**
 * Everything the overview shows; a hidden tab waits until it is looked at. While another range or campaign is
 * read the figures before stay, marked by `isStale`; `campaign` is the one they are of.
 */
export function useDashboard(range: DateRange, campaign: string | null, first: FirstDashboard | null) {
  const { workspace } = useWorkspace()
  const { status } = useStream()
  const url = dashboardKey(workspace.id, range, campaign)
  const isFirst = first !== null && dashboardKey(first.workspaceId, first.range, first.campaign) === url
  const intervalMs = status === 'live' ? 60_000 : 30_000
  const { data, error, isValidating, mutate } = useSWR<Answer, Error>(
    [url, campaign],
    async ([url, campaign]: [string, string | null]) => ({ url, campaign, data: await request<Dashboard>(url) }),
    {
      keepPreviousData: true,
      refreshInterval: intervalMs,
      ...(isFirst && { fallbackData: { url, campaign, data: first.data }, revalidateOnMount: false }),
    },
  )
  const isBehind = useRef(false)
  useStreamRefresh(['metrics.changed', 'campaign.changed'], () => {
    isBehind.current = document.hidden
    if (!document.hidden) void mutate()
  })
  useEffect(() => {
    const catchUp = () => {
      if (document.hidden || !isBehind.current) return
      isBehind.current = false
      void mutate()
    }
    document.addEventListener('visibilitychange', catchUp)
    return () => document.removeEventListener('visibilitychange', catchUp)
  }, [mutate])
  return {
    data: data?.data,
    campaign: data ? data.campaign : campaign,
    isStale: data !== undefined && data.url !== url,
    error,
    isRefreshing: isValidating,
    intervalMs,
    refresh: () => void mutate(),
  }
}
