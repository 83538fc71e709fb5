'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ReactElement, useId, useState } from 'react'
import { ResponsivePopover } from '@/components/shared/responsive-popover'
import { Button } from '@/components/ui/button'
import { Switch } from '@/components/ui/switch'
import { EXTRA_TILES, moveWidget, toggled, WIDGETS, type WidgetId } from '@/lib/ui/dashboard-layout'
import type { SettingsProps } from './widget-settings'

/** Shows and hides, and moves without dragging. */
export function SettingsPanel({ layout, onLayout, onReset, trigger }: SettingsProps & { trigger: ReactElement }) {
  const [isOpen, setOpen] = useState(true)
  const moveTo = (id: WidgetId, index: number) => {
    const to = layout.order[index]
    if (to) onLayout(moveWidget(layout, id, to))
  }
  return (
    <ResponsivePopover title="Customise" trigger={trigger} isOpen={isOpen} onOpenChange={setOpen} className="w-80!">
      <h2 className="font-semibold text-sm">Widgets</h2>
      <p className="text-muted-foreground text-xs">Drag a widget by its handle, or move it here.</p>
      <ol className="mt-2">
        {layout.order.map((id, index) => {
          const title = WIDGETS.find((widget) => widget.id === id)?.title ?? id
          return (
            <li key={id} className="flex items-center gap-1 border-t">
              <Row
                title={title}
                isOn={!layout.hidden.includes(id)}
                onChange={() => onLayout({ ...layout, hidden: toggled(layout.hidden, id) })}
              />
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Move ${title} up`}
                disabled={index === 0}
                onClick={() => moveTo(id, index - 1)}
              >
                <ArrowUp />
              </Button>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Move ${title} down`}
                disabled={index === layout.order.length - 1}
                onClick={() => moveTo(id, index + 1)}
              >
                <ArrowDown />
              </Button>
            </li>
          )
        })}
      </ol>
      <h2 className="mt-4 font-semibold text-sm">More key figures</h2>
      <ul className="mt-1">
        {EXTRA_TILES.map(({ id, title }) => (
          <li key={id} className="flex border-t">
            <Row
              title={title}
              isOn={layout.extraTiles.includes(id)}
              onChange={() => onLayout({ ...layout, extraTiles: toggled(layout.extraTiles, id) })}
            />
          </li>
        ))}
      </ul>
      <div className="mt-3 border-t pt-3">
        <Button variant="outline" size="sm" onClick={onReset}>
          Reset layout
        </Button>
      </div>
    </ResponsivePopover>
  )
}

function Row({ title, isOn, onChange }: { title: string; isOn: boolean; onChange: () => void }) {
  const id = useId()
  return (
    <div className="flex min-h-11 flex-1 items-center gap-3 md:min-h-9">
      <Switch checked={isOn} onCheckedChange={onChange} aria-labelledby={id} />
      <span id={id} className="text-sm">
        {title}
      </span>
    </div>
  )
}
