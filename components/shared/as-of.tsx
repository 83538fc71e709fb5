'use client'

import { useTicked } from '@/hooks/use-ticked'
import { useWorkspace } from '@/hooks/use-workspace'
import { cn } from '@/lib/ui/cn'
import { ageMs, formatAge, formatClock, formatInstant } from '@/lib/ui/time'

/** When figures were read. Older than two rounds of reading, it says how old they are, in amber. */
export function AsOf({ at, intervalMs, className }: { at: string; intervalMs: number; className?: string }) {
  const { timezone } = useWorkspace().workspace
  const age = useTicked((nowMs) => (ageMs(at, nowMs) > 2 * intervalMs ? formatAge(ageMs(at, nowMs)) : ''))
  return (
    <time
      dateTime={at}
      title={`Read ${formatInstant(at, timezone)} (${timezone})`}
      className={cn('whitespace-nowrap tabular-nums', age ? 'text-warning' : 'text-muted-foreground', className)}
    >
      {age ? `${age} old` : `as of ${formatClock(at, timezone)}`}
    </time>
  )
}
