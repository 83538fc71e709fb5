'use client'

import { cn } from '@/lib/ui/cn'
import { tilesOf } from '@/lib/ui/metric-tiles'
import { MetricTile } from './metric-tile'
import type { WidgetProps } from './widget-props'

/** Rows that come out even; what is left of the last one belongs to its last tile. */
const WIDE: Record<number, string> = {
  5: 'lg:grid-cols-5',
  6: 'lg:grid-cols-3',
  7: 'lg:grid-cols-4 lg:[&>*:last-child]:col-span-2',
}

/** Tiles divided by hairlines: two in a row on a phone, three on a tablet, all of the standard ones on a desk. */
export function MetricsGrid(props: WidgetProps) {
  const tiles = tilesOf(props.extraTiles)
  return (
    <div className="overflow-hidden">
      <div
        className={cn(
          '-mt-px -ml-px grid grid-cols-2 md:grid-cols-3 [&>*]:border-t [&>*]:border-l max-md:[&>*:last-child:nth-child(odd)]:col-span-2 md:max-lg:[&>*:last-child:nth-child(3n+1)]:col-span-3 md:max-lg:[&>*:last-child:nth-child(3n+2)]:col-span-2',
          WIDE[tiles.length],
        )}
      >
        {tiles.map((tile) => (
          <MetricTile key={tile.id} tile={tile} {...props} />
        ))}
      </div>
    </div>
  )
}
