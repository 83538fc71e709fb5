'use client'

import { useEffect, useRef } from 'react'
import useSWR from 'swr'
import type { Dashboard } from '@/lib/metrics/schemas'
import type { DateRange } from '@/lib/ui/date-range'
import { dashboardKey } from './keys'
import { type Kept, readKept } from './use-metric'
import { useStream, useStreamRefresh } from './use-stream'
import { useWorkspace } from './use-workspace'

/** What the server has read already, and for which question. */
export type FirstDashboard = { workspaceId: string; range: DateRange; campaign: string | null; data: Dashboard }

/**
 * Everything the overview shows; a hidden tab waits until it is looked at. While another range or campaign is
 * read the figures before stay, marked by `isStale`; `campaign` is the one they are of.
 */
export function useDashboard(range: DateRange, campaign: string | null, first: FirstDashboard | null) {
  const { workspace } = useWorkspace()
  const { status } = useStream()
  const key = dashboardKey(workspace.id, range, campaign)
  const isFirst = first !== null && dashboardKey(first.workspaceId, first.range, first.campaign) === key
  const intervalMs = status === 'live' ? 60_000 : 30_000
  const { data, error, isValidating, mutate } = useSWR<Kept<Dashboard>, Error>(key, readKept<Dashboard>, {
    keepPreviousData: true,
    refreshInterval: intervalMs,
    ...(isFirst && {
      fallbackData: { value: first.data, key, readAt: Date.parse(first.data.freshness_at) },
      revalidateOnMount: false,
    }),
  })
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
    data: data?.value,
    campaign: data ? campaignOf(data.key) : campaign,
    isStale: data !== undefined && data.key !== key,
    error,
    isRefreshing: isValidating,
    intervalMs,
    refresh: () => void mutate(),
  }
}

const campaignOf = (key: string): string | null => new URLSearchParams(key.split('?')[1]).get('campaign_id')
