'use client'

import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import { SWRConfig } from 'swr'
import { TooltipHost } from '@/components/ui/tooltip-host'
import { StreamProvider } from '@/hooks/use-stream'
import { RenderedAt } from '@/hooks/use-ticked'
import { TogglesProvider } from '@/hooks/use-toggles'
import { WorkspaceProvider } from '@/hooks/use-workspace'
import { FetchError, TimeoutError } from '@/lib/api/fetcher'
import type { CurrentUser } from '@/lib/members/schemas'
import { SessionGate } from './session-gate'
import { ToastHost } from './toast-host'

const RETRIES = 2

/** Worth asking again: no answer, a slow one, or the server's own trouble. A refusal stays a refusal. */
function retryDelayMs(error: unknown, attempt: number): number | null {
  if (error instanceof FetchError && error.retryAfterSeconds) return error.retryAfterSeconds * 1000
  const transient =
    error instanceof TimeoutError || (error instanceof FetchError && (error.status === 0 || error.status >= 500))
  return transient && attempt <= RETRIES ? attempt * 1000 * (0.75 + Math.random() / 2) : null
}

export function AppProviders({
  user,
  lastSlug,
  renderedAt,
  children,
}: {
  user: CurrentUser
  lastSlug: string | null
  renderedAt: number
  children: ReactNode
}) {
  return (
    <RenderedAt value={renderedAt}>
      <SWRConfig
        value={{
          dedupingInterval: 10_000,
          revalidateOnFocus: false,
          onErrorRetry: (error: unknown, _key, _config, revalidate, { retryCount }) => {
            const delay = retryDelayMs(error, retryCount)
            if (delay !== null) setTimeout(() => void revalidate({ retryCount }), delay)
          },
        }}
      >
        <NuqsAdapter>
          <WorkspaceProvider initialUser={user} lastSlug={lastSlug}>
            <StreamProvider>
              <TogglesProvider>
                {children}
                <SessionGate />
              </TogglesProvider>
            </StreamProvider>
          </WorkspaceProvider>
          <TooltipHost />
          <ToastHost />
        </NuqsAdapter>
      </SWRConfig>
    </RenderedAt>
  )
}
