'use client'

import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { ErrorBoundary, type FallbackProps } from 'react-error-boundary'
import { Button } from '@/components/ui/button'
import { FetchError, TimeoutError } from '@/lib/api/fetcher'

/** One widget that cannot be drawn stays one widget: same place, a reason, and Retry. */
export function WidgetBoundary({
  title,
  attempt,
  onRetry,
  children,
}: {
  title: string
  /** What came of the last reading; when it changes the widget is drawn anew. */
  attempt: readonly unknown[]
  onRetry: () => void
  children: ReactNode
}) {
  return (
    <ErrorBoundary
      resetKeys={[...attempt]}
      onReset={({ reason }) => reason === 'imperative-api' && onRetry()}
      fallbackRender={(failure) => <Failed title={title} {...failure} />}
    >
      {children}
    </ErrorBoundary>
  )
}

function Failed({ title, error, resetErrorBoundary }: { title: string } & FallbackProps) {
  const requestId = error instanceof FetchError ? error.requestId : null
  return (
    <div role="alert" className="flex min-h-32 flex-col items-center justify-center gap-1 px-4 py-6 text-center">
      <TriangleAlert className="size-4 stroke-[1.5] text-destructive" aria-hidden />
      <p className="mt-1 font-medium text-sm">{title} could not be shown</p>
      <p className="max-w-[44ch] text-muted-foreground text-xs">
        {error instanceof FetchError || error instanceof TimeoutError
          ? error.message
          : 'Its figures came in a form that was not expected. The rest of the page is not affected.'}
      </p>
      {requestId && <p className="font-mono text-2xs text-muted-foreground">Request {requestId}</p>}
      <Button variant="outline" size="sm" className="mt-2" onClick={resetErrorBoundary}>
        Retry
      </Button>
    </div>
  )
}
