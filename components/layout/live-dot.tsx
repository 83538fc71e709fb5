'use client'

import { Button } from '@/components/ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { type LiveStatus, useStream } from '@/hooks/use-stream'
import { useSync } from '@/hooks/use-sync'
import { useTicked } from '@/hooks/use-ticked'
import { cn } from '@/lib/ui/cn'
import { ageMs, formatAgo } from '@/lib/ui/time'

const STATES: Record<LiveStatus, { label: string; dot: string; detail: string }> = {
  live: { label: 'Live', dot: 'bg-success', detail: 'Changes appear within a second.' },
  reconnecting: {
    label: 'Reconnecting',
    dot: 'bg-warning',
    detail: 'The live connection broke and is being reopened.',
  },
  polling: { label: 'Polling', dot: 'bg-control', detail: 'No live connection. The page reads again every 30 s.' },
  offline: { label: 'Offline', dot: 'bg-destructive', detail: 'No network. What you see is what was last read.' },
}

/** Is what this page shows current: the state of the live connection, and when the engines were last read. */
export function LiveDot() {
  const { status, retry, lastMessageAt } = useStream()
  const { label, dot, detail } = STATES[status]
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="ghost" className="px-2 text-muted-foreground text-xs" aria-label={`Live updates: ${label}`}>
          <span className={cn('size-2 rounded-full', dot)} data-live={status} />
          <span className="hidden min-w-8 text-left sm:inline">{label}</span>
        </Button>
      </PopoverTrigger>
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
  const { status } = useSync()
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
