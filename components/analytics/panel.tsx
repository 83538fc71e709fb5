'use client'

import type { ReactNode } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { ErrorState } from '@/components/shared/error-state'
import { Stale } from '@/components/shared/stale'
import { Skeleton } from '@/components/ui/skeleton'
import { cn } from '@/lib/ui/cn'

type Read = { data: unknown; error: Error | undefined; isStale: boolean; refresh: () => void }

/**
 * One part of the page. A part that cannot be read or shown says so in its own place, at its own size; the others go on.
 * What was read for other filters is dimmed until the new answer is here.
 */
export function Panel({
  title,
  note,
  actions,
  read,
  height,
  className,
  children,
}: {
  title: string
  note?: ReactNode
  actions?: ReactNode
  read: Read
  /** Room that is kept while the first answer is on the way, in px. */
  height: number
  className?: string
  children: ReactNode
}) {
  // What was read for other filters must not pass for the answer to these.
  const failed = (read.data === undefined || read.isStale) && read.error
  return (
    <section aria-label={title} className={cn('min-w-0 rounded-lg border bg-card', className)}>
      <div className="flex min-h-12 items-center justify-between gap-2 px-4 pt-2">
        <h2 className="font-semibold text-base">
          {title}
          {note && <span className="ml-2 font-normal text-muted-foreground text-xs">{note}</span>}
        </h2>
        {actions}
      </div>
      <Stale when={read.isStale && !failed} className="px-4 pt-1 pb-4">
        {failed ? (
          <div className="flex items-center justify-center *:py-4!" style={{ minHeight: height }}>
            <ErrorState title={`${title} could not be read`} error={failed} onRetry={read.refresh} />
          </div>
        ) : read.data === undefined ? (
          <div style={{ height }} role="status" aria-label={`Loading ${title}`}>
            <Skeleton className="size-full" />
          </div>
        ) : (
          <ErrorBoundary
            fallbackRender={({ error, resetErrorBoundary }) => (
              <ErrorState
                title={`${title} could not be shown`}
                error={error instanceof Error ? error : new Error(String(error))}
                onRetry={resetErrorBoundary}
              />
            )}
          >
            {children}
          </ErrorBoundary>
        )}
      </Stale>
    </section>
  )
}
