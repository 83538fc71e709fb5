// biome-ignore-all lint/a11y/useSemanticElements: laid out by grid, which strips the semantics of table elements
'use client'

import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import { NewRowsPill } from '@/components/shared/new-rows-pill'
import { EVENTS_NEWEST } from '@/hooks/keys'
import { useIsNarrow } from '@/hooks/use-is-narrow'
import { useLoadMore } from '@/hooks/use-load-more'
import type { MailEvent } from '@/lib/events/schemas'
import { cn } from '@/lib/ui/cn'
import { late } from '@/lib/ui/late'
import { EventRow, ROW_GRID } from './event-row'
import { useEventKeys } from './use-event-keys'

const VirtualRows = lazy(() =>
  import('@/components/shared/virtual-rows').then((module) => ({ default: module.VirtualRows })),
)
const EventDetail = late(() => import('./event-detail').then((module) => module.EventDetail))

const VIRTUAL_FROM = 100
const ROW = 40
const CARD = 88
const HEADS: [string, string][] = [
  ['Time', ''],
  ['Event', ''],
  ['Contact', ''],
  ['Campaign', ''],
  ['Step', 'max-lg:hidden justify-end'],
  ['Sender', 'max-lg:hidden pl-3'],
  ['By', ''],
  ['Counted', 'justify-end'],
]

export function EventTable({
  events,
  hasMore,
  isLoadingMore,
  onLoadMore,
  fresh,
  onShowFresh,
  onContact,
  onSender,
}: {
  events: MailEvent[]
  hasMore: boolean
  isLoadingMore: boolean
  onLoadMore: () => void
  /** How many newer ones wait. */
  fresh: number
  onShowFresh: () => void
  onContact: (contact: NonNullable<MailEvent['contact']>) => void
  onSender: (sender: NonNullable<MailEvent['sender']>) => void
}) {
  const [opened, setOpened] = useState<MailEvent | null>(null)
  const open = useCallback((event: MailEvent) => setOpened(event), [])
  const body = useRef<HTMLDivElement>(null)
  const rowHeight = useIsNarrow() ? CARD : ROW
  useLoadMore({ body, isEnabled: hasMore && !isLoadingMore, load: onLoadMore, rows: events.length })
  useEventKeys(body)
  const renderRow = (index: number) => {
    const event = events[index]
    return event && <EventRow key={event.id} event={event} index={index} onOpen={open} />
  }
  // Until the code for long lists is there, the beginning of the list stands for it.
  const first = () => events.slice(0, VIRTUAL_FROM).map((_, index) => renderRow(index))
  return (
    <div role="table" aria-label="Events" aria-rowcount={hasMore ? -1 : events.length + 1}>
      <NewRowsPill count={fresh} most={EVENTS_NEWEST} onShow={onShowFresh} />
      <div role="rowgroup" className="sticky top-0 z-10 hidden border-b bg-background md:block">
        {/* biome-ignore lint/a11y/useFocusableInteractive: a header row takes no focus */}
        <div role="row" aria-rowindex={1} className={cn('grid h-8 items-center gap-x-3 px-6', ROW_GRID)}>
          {HEADS.map(([label, className]) => (
            // biome-ignore lint/a11y/useFocusableInteractive: nothing to do on it
            <div
              key={label}
              role="columnheader"
              className={cn('flex items-center text-muted-foreground text-xs', className)}
            >
              {label}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" ref={body}>
        {events.length > VIRTUAL_FROM ? (
          <Suspense fallback={first()}>
            <VirtualRows count={events.length} rowHeight={rowHeight} body={body} renderRow={renderRow} />
          </Suspense>
        ) : (
          first()
        )}
      </div>
      {/* Another line each time: one that rows push down would count as a jump of the page. */}
      {hasMore && (
        <div key={events.length} className="h-11 px-4 py-3 text-center text-muted-foreground text-xs">
          Loading more
        </div>
      )}
      {opened && (
        <EventDetail
          event={opened}
          onClose={() => setOpened(null)}
          onClosed={() => body.current?.querySelector<HTMLElement>(`[data-event="${opened.id}"] button`)?.focus()}
          onContact={onContact}
          onSender={onSender}
        />
      )}
    </div>
  )
}
