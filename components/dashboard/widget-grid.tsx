'use client'

import {
  type Announcements,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { SortableContext } from '@dnd-kit/sortable'
import { GripVertical } from 'lucide-react'
import { useState } from 'react'
import { Stale } from '@/components/shared/stale'
import { useIsNarrow } from '@/hooks/use-is-narrow'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import type { Dashboard } from '@/lib/metrics/schemas'
import { type Layout, moveWidget, toggled, WIDGETS, type WidgetId, type WidgetInfo } from '@/lib/ui/dashboard-layout'
import type { DateRange } from '@/lib/ui/date-range'
import { CampaignManagement } from './campaign-management'
import { placeByPlace, whereItIs } from './drag-rules'
import { Headline } from './headline'
import { Widget } from './widget'
import { WidgetBody } from './widget-body'
import { WidgetBoundary } from './widget-boundary'

const MOUSE = { activationConstraint: { distance: 8 } }
const TOUCH = { activationConstraint: { delay: 200, tolerance: 8 } }
const KEYBOARD = { coordinateGetter: placeByPlace }
/** Widgets stay where they are until the drop: of such different sizes, making room would move everything about. */
const inPlace = () => null

export type WidgetGridProps = {
  data: Dashboard | undefined
  error: Error | undefined
  /** What `data` is of, or what the page is about while there is none. */
  range: DateRange
  campaign: string | null
  /** Whether the page is about something else by now. */
  isStale: boolean
  intervalMs: number
  campaigns: readonly Campaign[]
  total: number
  layout: Layout
  onLayout: (layout: Layout) => void
  onRetry: () => void
}

export function WidgetGrid({ layout, onLayout, ...content }: WidgetGridProps) {
  const sensors = useSensors(
    useSensor(MouseSensor, MOUSE),
    useSensor(TouchSensor, TOUCH),
    useSensor(KeyboardSensor, KEYBOARD),
  )
  const [dragged, setDragged] = useState<WidgetInfo | null>(null)
  const isNarrow = useIsNarrow()
  const shown = layout.order.flatMap((id) => (layout.hidden.includes(id) ? [] : infoOf(id)))
  const drop = ({ active, over }: DragEndEvent) => {
    setDragged(null)
    if (over && over.id !== active.id) onLayout(moveWidget(layout, active.id as WidgetId, over.id as WidgetId))
  }
  return (
    <DndContext
      id="overview"
      sensors={sensors}
      collisionDetection={whereItIs}
      accessibility={{ announcements: announcementsFor(shown), screenReaderInstructions: INSTRUCTIONS }}
      onDragStart={({ active }) => setDragged(infoOf(active.id)[0] ?? null)}
      onDragEnd={drop}
      onDragCancel={() => setDragged(null)}
    >
      <SortableContext items={shown} strategy={inPlace}>
        <div className="grid grid-cols-12 gap-3 md:gap-4">
          {shown.map((info) => {
            const isClosed = layout.collapsed.includes(info.id)
            return (
              <Widget
                key={info.id}
                info={info}
                headline={
                  content.data && (
                    <Stale when={content.isStale} hasFailed={content.error !== undefined} className="truncate">
                      <Headline id={info.id} data={content.data} campaigns={content.total} />
                    </Stale>
                  )
                }
                isClosed={isClosed}
                isMounted={!(isClosed && isNarrow)}
                onToggle={() => onLayout({ ...layout, collapsed: toggled(layout.collapsed, info.id) })}
                onHide={() => onLayout({ ...layout, hidden: [...layout.hidden, info.id] })}
              >
                <Content info={info} extraTiles={layout.extraTiles} {...content} />
              </Widget>
            )
          })}
        </div>
      </SortableContext>
      <DragOverlay dropAnimation={null}>
        {dragged && (
          <div className="flex h-11 w-72 cursor-grabbing items-center gap-2 rounded-lg border bg-popover px-2 font-semibold text-base text-popover-foreground shadow-float">
            <GripVertical className="size-4 stroke-[1.5] text-muted-foreground" aria-hidden />
            {dragged.title}
          </div>
        )}
      </DragOverlay>
    </DndContext>
  )
}

function Content({
  info: { id, title },
  onRetry,
  campaigns,
  total,
  isStale,
  ...props
}: Omit<WidgetGridProps, 'layout' | 'onLayout'> & { info: WidgetInfo; extraTiles: Layout['extraTiles'] }) {
  return (
    <WidgetBoundary title={title} attempt={[props.data, props.error]} onRetry={onRetry}>
      {id === 'campaign-management' ? (
        <CampaignManagement campaigns={campaigns} total={total} />
      ) : (
        <Stale when={isStale} hasFailed={props.error !== undefined}>
          <WidgetBody id={id} {...props} />
        </Stale>
      )}
    </WidgetBoundary>
  )
}

const infoOf = (id: string | number): WidgetInfo[] => WIDGETS.filter((widget) => widget.id === id)

const INSTRUCTIONS = {
  draggable: 'Press Space to pick the widget up, arrow keys to choose its place, Space to drop it, Escape to leave it.',
}

function announcementsFor(shown: readonly WidgetInfo[]): Announcements {
  const title = (id: string | number) => infoOf(id)[0]?.title ?? ''
  const place = (id: string | number) => `place ${shown.findIndex((info) => info.id === id) + 1} of ${shown.length}`
  return {
    onDragStart: ({ active }) => `Picked up ${title(active.id)}, ${place(active.id)}.`,
    // Over itself at the start: that would talk over the first sentence.
    onDragOver: ({ active, over }) =>
      over && over.id !== active.id ? `${title(active.id)} would take ${place(over.id)}.` : undefined,
    onDragEnd: ({ active, over }) => `${title(active.id)} dropped${over ? ` at ${place(over.id)}` : ''}.`,
    onDragCancel: ({ active }) => `${title(active.id)} stays at ${place(active.id)}.`,
  }
}
