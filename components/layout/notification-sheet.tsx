'use client'

import { BellOff } from 'lucide-react'
import { useRef, useState } from 'react'
import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { LoadMore } from '@/components/shared/load-more'
import { NewRowsPill } from '@/components/shared/new-rows-pill'
import { Stale } from '@/components/shared/stale'
import { Button } from '@/components/ui/button'
import { Sheet, SheetContent, SheetHeader } from '@/components/ui/sheet'
import { Skeleton } from '@/components/ui/skeleton'
import { dismissNotices, markAllNotices, markNotice, undoDismissals, useUndoable } from '@/hooks/notice-marks'
import { useNewRows } from '@/hooks/use-new-rows'
import { type NoticeCategory, useNotifications } from '@/hooks/use-notifications'
import { useWriteBlock } from '@/hooks/use-toggles'
import { useWorkspace } from '@/hooks/use-workspace'
import { serverNow } from '@/lib/ui/clock'
import { groupByDay } from '@/lib/ui/day-groups'
import { formatCount, plural } from '@/lib/ui/time'
import { NotificationCategories } from './notification-categories'
import { NotificationItem } from './notification-item'
import { useNoticeKeys } from './use-notice-keys'

const SKELETONS = ['first', 'second', 'third', 'fourth', 'fifth']

export function NotificationSheet({ onClose, onClosed }: { onClose: () => void; onClosed: () => void }) {
  const { workspace } = useWorkspace()
  const [category, setCategory] = useState<NoticeCategory | null>(null)
  const list = useNotifications(category ?? undefined)
  const block = useWriteBlock('notifications.self')
  const { shown, held, showHeld } = useNewRows(list.items, category ?? 'all')
  const groups = groupByDay(shown, ({ created_at }) => created_at, workspace.timezone, serverNow())
  const body = useRef<HTMLDivElement>(null)
  const toggleRead = (id: string) => {
    const notice = shown.find((each) => each.id === id)
    if (notice && !block) markNotice(workspace.id, id, notice.read_at === null)
  }
  const dismiss = (id: string) => {
    if (!block) dismissNotices(workspace.id, [id])
  }
  const onKeyDown = useNoticeKeys(body, { toggleRead, dismiss, undo: undoDismissals })
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent
        aria-describedby={undefined}
        className="h-[92dvh] md:h-auto"
        onKeyDown={onKeyDown}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          onClosed()
        }}
        onOpenAutoFocus={(event) => {
          event.preventDefault()
          body.current?.focus()
        }}
      >
        <SheetHeader
          title="Notifications"
          description={
            <span className="flex h-5 items-center justify-between gap-2">
              <span>{list.unread > 0 ? `${formatCount(list.unread)} unread` : 'Nothing unread'}</span>
              {list.unread > 0 && (
                <Button
                  variant="link"
                  size="inline"
                  className="touch-target text-xs"
                  disabled={block !== null}
                  onClick={() => void markAllNotices(workspace.id)}
                >
                  Mark all read
                </Button>
              )}
            </span>
          }
        />
        <NotificationCategories chosen={category} onChoose={setCategory} />
        <div ref={body} tabIndex={-1} className="relative min-h-0 flex-1 overflow-y-auto focus:outline-none">
          <NewRowsPill count={held} onShow={showHeld} />
          {list.error && (list.isStale || list.items.length === 0) ? (
            <ErrorState title="Notifications could not be read" error={list.error} onRetry={list.refresh} />
          ) : list.isLoading ? (
            <Loading />
          ) : shown.length === 0 ? (
            <None category={category} onAll={() => setCategory(null)} />
          ) : (
            <Stale when={list.isStale}>
              {groups.map(({ label, items }) => (
                <section key={label} aria-label={label}>
                  <h3 className="sticky top-0 z-1 border-b bg-popover px-5 py-1.5 text-muted-foreground text-xs">
                    {label}
                  </h3>
                  <ul>
                    {items.map((notice) => (
                      <NotificationItem
                        key={notice.id}
                        notice={notice}
                        block={block}
                        onOpen={() => notice.read_at === null && toggleRead(notice.id)}
                        onToggleRead={() => toggleRead(notice.id)}
                        onDismiss={() => dismiss(notice.id)}
                        onLeave={onClose}
                      />
                    ))}
                  </ul>
                </section>
              ))}
            </Stale>
          )}
          <div className="pb-4">
            <LoadMore hasMore={list.hasMore} isLoadingMore={list.isLoadingMore} loadMore={list.loadMore} />
          </div>
        </div>
        <UndoBar />
      </SheetContent>
    </Sheet>
  )
}

/** In the sheet, not in a toast: what lies outside an open dialog cannot be pressed. */
function UndoBar() {
  const count = useUndoable()
  return (
    <div role="status" className="shrink-0">
      {count > 0 && (
        <div className="flex items-center justify-between gap-2 border-t px-5 py-2 text-sm">
          {plural(count, 'notification')} dismissed
          <Button variant="outline" size="sm" onClick={undoDismissals}>
            Undo
          </Button>
        </div>
      )}
    </div>
  )
}

function None({ category, onAll }: { category: NoticeCategory | null; onAll: () => void }) {
  if (category) {
    return (
      <EmptyState
        icon={BellOff}
        title="None of this kind"
        action={
          <Button variant="outline" onClick={onAll}>
            Show all
          </Button>
        }
      >
        Notifications are kept for 90 days.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={BellOff} title="No notifications">
      Replies, opt-outs, bounce rates above 5 %, engine errors and budgets are reported here.
    </EmptyState>
  )
}

function Loading() {
  return (
    <div role="status" aria-label="Loading notifications">
      {SKELETONS.map((row) => (
        <div key={row} className="flex gap-3 border-b px-5 py-3.5">
          <Skeleton className="size-4" />
          <div className="flex-1">
            <Skeleton className="h-4 w-56" />
            <Skeleton className="mt-2 h-3.5 w-full" />
          </div>
        </div>
      ))}
    </div>
  )
}
