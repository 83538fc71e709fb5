'use client'

import { ArrowDown, ArrowRight, ArrowUp } from 'lucide-react'
import { Sparkline } from '@/components/charts/sparkline'
import { NavLink } from '@/components/layout/nav-link'
import { AsOf } from '@/components/shared/as-of'
import { Tooltip } from '@/components/ui/tooltip'
import type { Dashboard } from '@/lib/metrics/schemas'
import { cn } from '@/lib/ui/cn'
import { formatRange } from '@/lib/ui/date-range'
import { type Delta, deltaOf, fullFigure, shortFigure, type Tile, tileHref, whyUnknown } from '@/lib/ui/metric-tiles'
import { formatNumber } from '@/lib/ui/numbers'
import { courseOf } from './daily-rows'
import type { WidgetProps } from './widget-props'

const ICONS = { up: ArrowUp, down: ArrowDown, flat: ArrowRight }
const TONES = { good: 'text-success', bad: 'text-destructive', neutral: 'text-muted-foreground' }

export function MetricTile({ tile, data, range, campaign, intervalMs }: { tile: Tile } & WidgetProps) {
  const { summary, previous, changes, freshness_at } = data
  const full = whyUnknown(tile, summary) ?? fullFigure(tile, summary)
  return (
    <div className="group/tile flex min-w-0 flex-col p-4" data-tile={tile.id}>
      <h3 className="text-muted-foreground text-xs">{tile.label}</h3>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-2">
        <NavLink
          href={tileHref(tile, range, campaign)}
          prefetch={false}
          title={full}
          aria-label={`${tile.label} ${full}, show what is behind it`}
          data-value={summary[tile.figure] ?? ''}
          className="rounded font-semibold text-2xl tabular-nums tracking-[-0.02em] underline-offset-4 hover:underline"
        >
          {shortFigure(tile, summary)}
        </NavLink>
        {tile.id === 'opens' && summary.opens_machine > 0 && <AutomaticOpens count={summary.opens_machine} />}
      </p>
      <p className="mt-1 flex flex-wrap items-center justify-between gap-x-2 text-xs">
        <Change
          delta={deltaOf(tile, changes[tile.figure])}
          tile={tile}
          previous={previous}
          before={data.range.previous}
        />
        <AsOf at={freshness_at} intervalMs={intervalMs} className="text-2xs" />
      </p>
      <div className="mt-3">
        <Sparkline values={courseOf(data, tile.figure)} summary={`${tile.label} by day, ${formatRange(range)}`} />
      </div>
    </div>
  )
}

function Change({
  delta: { text, tone, direction },
  tile,
  previous,
  before,
}: {
  delta: Delta
  tile: Tile
  previous: Dashboard['previous']
  before: { start: string; end: string }
}) {
  const Icon = ICONS[direction]
  return (
    <Tooltip content={`${fullFigure(tile, previous)} in the period before, ${formatRange(before)}`}>
      <span className={cn('inline-flex items-center gap-0.5 tabular-nums', TONES[tone])} data-delta={tone}>
        {text !== 'n/a' && <Icon className="size-3 stroke-2" aria-hidden />}
        {text}
      </span>
    </Tooltip>
  )
}

/** Never added to the figure: machines that fetch every picture say nothing about people. */
function AutomaticOpens({ count }: { count: number }) {
  return (
    <Tooltip content="Opens by mail scanners and privacy proxies, recognised by their network, agent or speed. Not counted.">
      <span className="text-machine text-xs tabular-nums transition-opacity duration-120 group-focus-within/tile:opacity-100 group-hover/tile:opacity-100 md:opacity-0">
        + {formatNumber(count)} automatic
      </span>
    </Tooltip>
  )
}
