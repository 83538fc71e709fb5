'use client'

import { CalendarDays } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { type DateRange, formatRange, MOST_RANGE_DAYS, presetOf } from '@/lib/ui/date-range'
import type { Day } from '@/lib/ui/days'
import { late } from '@/lib/ui/late'
import { DeferredMenu } from './deferred-menu'

const DateRangePanel = late(() => import('./date-range-panel').then((module) => module.DateRangePanel))

/**
 * Chooses the days a page is about: presets, or two days of a calendar. `today` is the workspace's, `mostDays` how far the
 * ends may lie apart. The calendar's code arrives when the pointer comes near.
 */
export function DateRangePicker({
  range,
  today,
  onChange,
  mostDays = MOST_RANGE_DAYS,
}: {
  range: DateRange
  today: Day
  onChange: (range: DateRange) => void
  mostDays?: number
}) {
  const preset = presetOf(range, today)
  const trigger = (
    <Button
      variant="outline"
      className="min-w-24 shrink!"
      aria-label={`Period: ${preset ? `${preset.label}, ` : ''}${formatRange(range)}`}
    >
      <CalendarDays className="text-muted-foreground" aria-hidden />
      <span className="truncate tabular-nums">{preset?.label ?? formatRange(range)}</span>
    </Button>
  )
  return (
    <DeferredMenu trigger={trigger} kind="dialog" preload={DateRangePanel.preload}>
      {(button) => <DateRangePanel {...{ range, today, onChange, mostDays }} trigger={button} />}
    </DeferredMenu>
  )
}
