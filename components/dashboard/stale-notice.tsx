'use client'

import { TriangleAlert } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useCampaignName } from '@/hooks/use-campaign-options'
import { useWorkspace } from '@/hooks/use-workspace'
import { FetchError } from '@/lib/api/fetcher'
import { type DateRange, formatRange } from '@/lib/ui/date-range'
import { formatClock } from '@/lib/ui/time'

/** The figures on screen could not be renewed: why, how old they are, and Retry. They stay. */
export function StaleNotice({
  error,
  range,
  campaign,
  readAt,
  onRetry,
}: {
  error: Error
  /** What the figures on screen cover. */
  range: DateRange
  campaign: string | null
  readAt: string
  onRetry: () => void
}) {
  const { timezone } = useWorkspace().workspace
  const name = useCampaignName(campaign)
  const requestId = error instanceof FetchError ? error.requestId : null
  return (
    <div
      role="alert"
      className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-warning/40 bg-warning-subtle px-3 py-2 text-sm md:mb-4"
    >
      <TriangleAlert className="size-4 shrink-0 stroke-[1.5] text-warning" aria-hidden />
      <p className="min-w-0 flex-1">
        The figures could not be read: {error.message} Shown: {campaign ? (name ?? 'one campaign') : 'all campaigns'},{' '}
        {formatRange(range)}, as of {formatClock(readAt, timezone)}.
        {requestId && <span className="ml-2 font-mono text-2xs text-muted-foreground">Request {requestId}</span>}
      </p>
      <Button variant="outline" size="sm" onClick={onRetry}>
        Retry
      </Button>
    </div>
  )
}
