'use client'

import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Sheet, SheetContent, SheetHeader } from '@/components/ui/sheet'
import type { Bulk } from '@/hooks/use-bulk-toggle'
import type { BulkRow } from '@/lib/ui/bulk-rows'
import { plural } from '@/lib/ui/time'

const ORDER: Record<BulkRow['state'], number> = { failed: 0, pending: 1, done: 2 }

/** What became of each campaign of a bulk change. */
export function BatchResult({
  bulk,
  isSending,
  onRetry,
  onClose,
}: {
  bulk: Bulk
  isSending: boolean
  onRetry: (ids: string[]) => void
  onClose: () => void
}) {
  const rows = [...bulk.rows].sort((a, b) => ORDER[a.state] - ORDER[b.state])
  const count = (state: BulkRow['state']) => rows.filter((row) => row.state === state).length
  const failed = rows.filter((row) => row.state === 'failed').map((row) => row.id)
  const verb = bulk.desired ? 'Resume' : 'Pause'
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent>
        <SheetHeader
          title={`${verb} ${plural(rows.length, 'campaign')}`}
          description={`${count('done')} done, ${count('pending')} under way, ${count('failed')} failed`}
        />
        <ul className="min-h-0 flex-1 overflow-y-auto px-5" aria-live="polite">
          {rows.map((row) => (
            <li key={row.id} data-state={row.state} className="flex items-start gap-2.5 border-b py-2.5 last:border-0">
              <StateIcon row={row} />
              <div className="min-w-0">
                <div className="truncate font-medium text-sm">{row.name}</div>
                <div className="text-muted-foreground text-xs">{wordsFor(row, bulk.desired)}</div>
              </div>
            </li>
          ))}
        </ul>
        <div className="flex justify-end gap-2 border-t px-5 py-3">
          {failed.length > 0 && (
            <Button variant="outline" busy={isSending} onClick={() => onRetry(failed)}>
              Retry failed
            </Button>
          )}
          <Button onClick={onClose}>Close</Button>
        </div>
      </SheetContent>
    </Sheet>
  )
}

function StateIcon({ row: { state } }: { row: BulkRow }) {
  const shape = 'mt-0.5 size-4 shrink-0 stroke-[1.5]'
  if (state === 'failed') return <CircleAlert className={`${shape} text-destructive`} aria-hidden />
  if (state === 'pending') return <LoaderCircle className={`${shape} animate-spin text-info`} aria-hidden />
  return <CircleCheck className={`${shape} text-success`} aria-hidden />
}

function wordsFor({ state, reason, changed }: BulkRow, desired: boolean): string {
  if (state === 'failed') return reason ?? 'It did not work.'
  if (state === 'pending') return desired ? 'Starting' : 'Pausing'
  if (!changed) return desired ? 'Was already on' : 'Was already paused'
  return desired ? 'Started' : 'Paused'
}
