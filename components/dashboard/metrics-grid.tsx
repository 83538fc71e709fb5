'use client'

import { cn } from '@/lib/ui/cn'
import { tilesOf } from '@/lib/ui/metric-tiles'
import { MetricTile } from './metric-tile'
import type { WidgetProps } from './widget-props'

/** Tiles divided by hairlines: two in a row on a phone, three on a tablet, all of the standard ones on a desk. */
export function MetricsGrid(props: WidgetProps) {
  const tiles = tilesOf(props.extraTiles)
  return (
    <div className="overflow-hidden">
      <div
        className={cn(
          '-mt-px -ml-px grid grid-cols-2 md:grid-cols-3 [&>*]:border-t [&>*]:border-l max-md:[&>*:last-child:nth-child(odd)]:col-span-2',
          tiles.length > 5 ? 'lg:grid-cols-4' : 'lg:grid-cols-5',
        )}
      >
        {tiles.map((tile) => (
          <MetricTile key={tile.id} tile={tile} {...props} />
        ))}
      </div>
    </div>
  )
}
