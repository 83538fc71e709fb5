'use client'

import type { ReactElement } from 'react'
import { Button } from '@/components/ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { useStream } from '@/hooks/use-stream'
import { useSyncStatus } from '@/hooks/use-sync'
import { useTicked } from '@/hooks/use-ticked'
import { ageMs, formatAgo } from '@/lib/ui/time'
import { LIVE_STATES } from './live-states'

export function LivePopover({ trigger }: { trigger: ReactElement }) {
  const { status, retry, lastMessageAt } = useStream()
  const { label, detail } = LIVE_STATES[status]
  return (
    <Popover defaultOpen>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent align="end">
        <div className="font-medium text-sm">{label}</div>
        <p className="mt-0.5 text-muted-foreground text-xs">{detail}</p>
        <Ages lastMessageAt={lastMessageAt} />
        {status !== 'live' && (
          <Button variant="outline" size="sm" className="mt-3 w-full" onClick={retry} disabled={status === 'offline'}>
            Retry now
          </Button>
        )}
      </PopoverContent>
    </Popover>
  )
}

function Ages({ lastMessageAt }: { lastMessageAt: number | null }) {
  const status = useSyncStatus()
  const syncedAt = status?.last_sync_at
  const message = useTicked((nowMs) => (lastMessageAt ? formatAgo(Math.max(0, nowMs - lastMessageAt)) : 'none yet'))
  const sync = useTicked((nowMs) => (syncedAt ? formatAgo(ageMs(syncedAt, nowMs)) : 'unknown'))
  return (
    <dl className="mt-3 grid grid-cols-[1fr_auto] gap-y-1 border-t pt-3 text-xs tabular-nums [&_dd]:text-right">
      <dt className="text-muted-foreground">Last message</dt>
      <dd>{message}</dd>
      <dt className="text-muted-foreground">Engines last read</dt>
      <dd>{sync}</dd>
      <dt className="text-muted-foreground">Open sync failures</dt>
      <dd>{status?.failures_open ?? '-'}</dd>
    </dl>
  )
}
