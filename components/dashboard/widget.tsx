'use client'

import { useSortable } from '@dnd-kit/sortable'
import { ChevronDown, EyeOff, GripVertical } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { Tooltip } from '@/components/ui/tooltip'
import { cn } from '@/lib/ui/cn'
import type { WidgetInfo } from '@/lib/ui/dashboard-layout'

/**
 * The frame of one widget: a handle to drag it by, hide, and below md a way to close it down to its headline. The first
 * layout is CSS alone; `isMounted` says whether a closed body may be left out.
 */
export function Widget({
  info: { id, title, span },
  headline,
  isClosed,
  isMounted,
  onToggle,
  onHide,
  children,
}: {
  info: WidgetInfo
  headline: ReactNode
  isClosed: boolean
  isMounted: boolean
  onToggle: () => void
  onHide: () => void
  children: ReactNode
}) {
  const labelId = useId()
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, isDragging, isOver } = useSortable({ id })
  return (
    <section
      ref={setNodeRef}
      aria-labelledby={labelId}
      data-widget={id}
      className={cn(
        'group/widget min-w-0 scroll-mt-4 rounded-lg border bg-card text-card-foreground',
        span === 6 ? 'col-span-12 md:col-span-6' : 'col-span-12',
        isDragging && 'opacity-40',
        isOver && !isDragging && 'ring-2 ring-primary',
      )}
    >
      <header className="flex min-h-11 items-center gap-1 pr-2 pl-4">
        <h2 id={labelId} className="font-semibold text-base">
          {title}
        </h2>
        <div
          className={cn(
            'ml-auto min-w-0 pl-2 text-muted-foreground text-sm tabular-nums md:hidden',
            !isClosed && 'hidden',
          )}
        >
          <ErrorBoundary fallback={null}>{headline}</ErrorBoundary>
        </div>
        <span className={cn('flex shrink-0 items-center', isClosed ? 'md:ml-auto' : 'ml-auto')}>
          <button
            ref={setActivatorNodeRef}
            type="button"
            {...attributes}
            {...listeners}
            aria-label={`Move ${title}`}
            className={cn('touch-none cursor-grab active:cursor-grabbing', CONTROL, QUIET)}
          >
            <GripVertical className="size-4 stroke-[1.5]" aria-hidden />
          </button>
          <Tooltip content="Hide. Customise brings it back.">
            <button
              type="button"
              aria-label={`Hide ${title}`}
              onClick={onHide}
              className={cn(CONTROL, QUIET, 'max-md:hidden')}
            >
              <EyeOff className="size-4 stroke-[1.5]" aria-hidden />
            </button>
          </Tooltip>
          <button
            type="button"
            aria-label={`${isClosed ? 'Open' : 'Close'} ${title}`}
            aria-expanded={!isClosed}
            onClick={onToggle}
            className={cn(CONTROL, 'md:hidden')}
          >
            <ChevronDown
              className={cn('size-4 stroke-[1.5] transition-transform duration-180', !isClosed && 'rotate-180')}
              aria-hidden
            />
          </button>
        </span>
      </header>
      {isMounted && <div className={cn(isClosed && 'max-md:hidden')}>{children}</div>}
    </section>
  )
}

const CONTROL =
  'touch-target flex size-7 shrink-0 items-center justify-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground'
/** There for those who reach for it: by pointer, by keyboard, and always by finger. */
const QUIET =
  'transition-opacity duration-120 focus-visible:opacity-100 group-hover/widget:opacity-100 md:opacity-0 [@media(hover:none)]:opacity-100'
