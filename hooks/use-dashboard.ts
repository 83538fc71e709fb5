'use client'

import { useEffect, useRef } from 'react'
import useSWR from 'swr'
import { request } from '@/lib/api/fetcher'
import type { Dashboard } from '@/lib/metrics/schemas'
import type { DateRange } from '@/lib/ui/date-range'
import { dashboardKey } from './keys'
import { useStream, useStreamRefresh } from './use-stream'
import { useWorkspace } from './use-workspace'

/** What the server has read already, and for which question. */
export type FirstDashboard = { workspaceId: string; range: DateRange; campaign: string | null; data: Dashboard }

/** Everything the overview shows; a hidden tab waits until it is looked at. A new range keeps the old figures on screen until the new ones are there. */
export function useDashboard(range: DateRange, campaign: string | null, first: FirstDashboard | null) {
  const { workspace } = useWorkspace()
  const { status } = useStream()
  const isFirst =
    first?.workspaceId === workspace.id &&
    first.campaign === campaign &&
    first.range.start === range.start &&
    first.range.end === range.end
  const intervalMs = status === 'live' ? 60_000 : 30_000
  const { data, error, isValidating, mutate } = useSWR<Dashboard>(
    dashboardKey(workspace.id, range, campaign),
    (url: string) => request<Dashboard>(url),
    {
      keepPreviousData: true,
      refreshInterval: intervalMs,
      ...(isFirst && { fallbackData: first.data, revalidateOnMount: false }),
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
    data,
    error: error as Error | undefined,
    isRefreshing: isValidating,
    intervalMs,
    refresh: () => void mutate(),
  }
}
