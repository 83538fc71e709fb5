'use client'

import { DeferredMenu } from '@/components/shared/deferred-menu'
import { Button } from '@/components/ui/button'
import { useStream } from '@/hooks/use-stream'
import { cn } from '@/lib/ui/cn'
import { late } from '@/lib/ui/late'
import { LIVE_STATES } from './live-states'

const LivePopover = late(() => import('./live-popover').then((module) => module.LivePopover))

/** Is what this page shows current: the state of the live connection, and when the engines were last read. */
export function LiveDot() {
  const { status } = useStream()
  const { label, dot } = LIVE_STATES[status]
  const trigger = (
    <Button
      variant="ghost"
      className="px-2! text-muted-foreground! text-xs! sm:w-28 sm:justify-end!"
      aria-label={`Live updates: ${label}`}
    >
      <span className={cn('size-2 rounded-full', dot)} data-live={status} />
      <span className="hidden sm:inline">{label}</span>
    </Button>
  )
  return (
    <DeferredMenu trigger={trigger} kind="dialog" preload={LivePopover.preload}>
      {(button) => <LivePopover trigger={button} />}
    </DeferredMenu>
  )
}
