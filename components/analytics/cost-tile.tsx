'use client'

import type { ReactNode } from 'react'
import { Stale } from '@/components/shared/stale'
import { Skeleton } from '@/components/ui/skeleton'
import { FetchError } from '@/lib/api/fetcher'

/** One figure: what it is, how much, and what it rests on. */
export function CostTile({
  label,
  aside,
  value,
  foot,
  isLoading,
  isStale,
  error,
  onRetry,
}: {
  label: string
  aside?: ReactNode
  value: ReactNode
  foot: ReactNode
  isLoading: boolean
  isStale: boolean
  error: Error | undefined
  onRetry: () => void
}) {
  return (
    <section aria-label={label} className="flex min-w-0 flex-col rounded-lg border bg-card p-3 md:p-4">
      <div className="flex min-h-6 flex-wrap items-center justify-between gap-x-2 gap-y-1">
        <h2 className="text-muted-foreground text-sm">{label}</h2>
        {aside}
      </div>
      {isLoading ? (
        <>
          <Skeleton className="mt-1 h-8 w-28" />
          <Skeleton className="mt-2 h-4 w-36" />
        </>
      ) : error ? (
        <div role="alert" className="mt-1 text-sm">
          <p className="text-destructive">{error.message}</p>
          {error instanceof FetchError && error.requestId && (
            <p className="truncate font-mono text-2xs text-muted-foreground">Request {error.requestId}</p>
          )}
          <button type="button" className="touch-target text-primary text-xs hover:underline" onClick={onRetry}>
            Retry
          </button>
        </div>
      ) : (
        <Stale when={isStale} className="mt-auto">
          <div className="mt-1 truncate font-semibold text-xl md:text-2xl tabular-nums tracking-[-0.02em]">{value}</div>
          <p className="mt-1 text-muted-foreground text-xs tabular-nums max-sm:min-h-8">{foot}</p>
        </Stale>
      )}
    </section>
  )
}
