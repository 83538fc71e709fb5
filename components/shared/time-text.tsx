'use client'

import { useTicked } from '@/hooks/use-ticked'
import { useWorkspace } from '@/hooks/use-workspace'
import { ageMs, formatAgo, formatDay, formatInstant } from '@/lib/ui/time'

const DAY_MS = 86_400_000

/** An instant: relative for a day, then its date; exact, in the workspace's zone, on hover. */
export function TimeText({ at, empty = '-', className }: { at: string | null; empty?: string; className?: string }) {
  const { workspace } = useWorkspace()
  const zone = workspace.timezone
  const text = useTicked((nowMs) => {
    if (!at) return empty
    const age = ageMs(at, nowMs)
    return age < DAY_MS ? formatAgo(age) : formatDay(at, zone)
  })
  if (!at) return <span className={className}>{text}</span>
  return (
    <time dateTime={at} title={`${formatInstant(at, zone)} (${zone})`} className={className}>
      {text}
    </time>
  )
}
