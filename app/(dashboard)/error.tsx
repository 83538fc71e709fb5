'use client'

import { ErrorState } from '@/components/shared/error-state'

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const shown = new Error(
    `Campaigns go on as they were; nothing was changed by this.${error.digest ? ` Reference ${error.digest}.` : ''}`,
  )
  return <ErrorState title="This page could not be shown" error={shown} onRetry={reset} />
}
