import { useCallback } from 'react'
import useSWR, { preload, useSWRConfig } from 'swr'
import { request } from '@/lib/api/fetcher'
import { type MetricFilters, type MetricName, metricKey } from './keys'
import { useStream, useStreamRefresh } from './use-stream'
import { useThrottled } from './use-throttled'
import { useWorkspace } from './use-workspace'

/** A figure of a long period changes little in this time; the overview is where seconds count. */
const CALM_MS = 15_000

/** One of `/api/metrics/*`. While other filters are read, what was shown stays, marked by `isStale`. */
export function useMetric<T>(name: MetricName, filters: MetricFilters) {
  const { workspace } = useWorkspace()
  const { status } = useStream()
  const key = metricKey(workspace.id, name, filters)
  // What the server read for this very page is not read again at once.
  const isGiven = useSWRConfig().fallback[key] !== undefined
  const intervalMs = status === 'live' ? 120_000 : 60_000
  const { data, error, isValidating, mutate } = useSWR<Kept<T>, Error>(key, readKept<T>, {
    keepPreviousData: true,
    ...(isGiven && { revalidateOnMount: false }),
    refreshInterval: intervalMs,
  })
  return {
    data: data?.value,
    readAt: data?.readAt ?? null,
    intervalMs,
    error,
    isLoading: !data && !error,
    isStale: data !== undefined && data.key !== key,
    isRefreshing: isValidating,
    refresh: () => void mutate(),
  }
}

/** Keeps every metric on screen current, each read once whoever shows it. For the page as a whole. */
export function useMetricUpkeep(): void {
  const { mutate } = useSWRConfig()
  const look = useThrottled(() => void mutate(isMetric), CALM_MS)
  useStreamRefresh(['metrics.changed'], look)
}
const isMetric = (key: unknown): boolean => typeof key === 'string' && key.startsWith('/api/metrics/')

/** Reads ahead what a press on the thing under the pointer would show. */
export function useMetricAhead(name: MetricName) {
  const { workspace } = useWorkspace()
  return useCallback(
    (filters: MetricFilters) => void preload(metricKey(workspace.id, name, filters), readKept).catch(() => undefined),
    [workspace.id, name],
  )
}

/** As it is kept in the cache, and given to it by the server. */
export type Kept<T> = { value: T; key: string; readAt: number }
export const readKept = async <T>(key: string): Promise<Kept<T>> => ({
  value: await request<T>(key),
  key,
  readAt: Date.now(),
})
