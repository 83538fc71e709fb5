'use client'

import { type ReactElement, useState } from 'react'
import type { DateRange as Picked } from 'react-day-picker'
import { Calendar } from '@/components/ui/calendar'
import { useIsNarrow } from '@/hooks/use-is-narrow'
import { type DateRange, formatRange, PRESETS, presetOf } from '@/lib/ui/date-range'
import { type Day, spanOf } from '@/lib/ui/days'
import { plural } from '@/lib/ui/time'
import { ResponsivePopover } from './responsive-popover'

export function DateRangePanel({
  range,
  today,
  onChange,
  mostDays,
  trigger,
}: {
  range: DateRange
  today: Day
  onChange: (range: DateRange) => void
  mostDays: number
  trigger: ReactElement
}) {
  const [isOpen, setOpen] = useState(true)
  const choose = (next: DateRange) => {
    setOpen(false)
    onChange(next)
  }
  return (
    <ResponsivePopover title="Period" trigger={trigger} isOpen={isOpen} onOpenChange={setOpen} className="w-auto! p-0!">
      <div className="flex flex-col md:flex-row">
        <Presets range={range} today={today} mostDays={mostDays} onChoose={choose} />
        <Days range={range} today={today} mostDays={mostDays} onChoose={choose} />
      </div>
    </ResponsivePopover>
  )
}

type PartProps = { range: DateRange; today: Day; mostDays: number; onChoose: (range: DateRange) => void }

function Presets({ range, today, mostDays, onChoose }: PartProps) {
  const active = presetOf(range, today)
  return (
    <ul className="grid grid-cols-2 gap-1 pb-3 md:flex md:w-36 md:flex-col md:gap-0.5 md:border-r md:p-2">
      {PRESETS.filter((preset) => {
        const { start, end } = preset.range(today)
        return spanOf(start, end) <= mostDays
      }).map((preset) => (
        <li key={preset.id}>
          <button
            type="button"
            aria-pressed={preset === active}
            onClick={() => onChoose(preset.range(today))}
            className="flex h-11 w-full items-center rounded-md px-2 text-sm hover:bg-accent aria-pressed:bg-accent aria-pressed:font-medium md:h-8"
          >
            {preset.label}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** The first day pressed starts a new range, the second ends it. */
function Days({ range, today, mostDays, onChoose }: PartProps) {
  const months = useIsNarrow() ? 1 : 2
  const [picked, setPicked] = useState<Picked>({ from: dateOf(range.start), to: dateOf(range.end) })
  const [isStarted, setStarted] = useState(false)
  const pick = (day: Date) => {
    if (!isStarted || !picked.from) {
      setPicked({ from: day, to: undefined })
      setStarted(true)
      return
    }
    const [start, end] = [dayOf(picked.from), dayOf(day)].sort() as [Day, Day]
    if (spanOf(start, end) <= mostDays) onChoose({ start, end })
    else setPicked({ from: day, to: undefined })
  }
  return (
    <div className="md:p-3">
      <Calendar
        mode="range"
        selected={picked}
        onSelect={(_range, day) => pick(day)}
        numberOfMonths={months}
        defaultMonth={monthBefore(range.end, months - 1)}
        today={dateOf(today)}
        disabled={{ after: dateOf(today) }}
        endMonth={dateOf(today)}
      />
      <p className="mt-3 flex justify-between gap-4 text-muted-foreground text-xs tabular-nums" aria-live="polite">
        {isStarted && picked.from ? (
          <span>{`From ${formatRange({ start: dayOf(picked.from), end: dayOf(picked.from) })}: choose the last day`}</span>
        ) : (
          <span>{`${formatRange(range)} · ${plural(spanOf(range.start, range.end), 'day')}`}</span>
        )}
        <span>{`Up to ${mostDays} days`}</span>
      </p>
    </div>
  )
}

// The calendar thinks in the browser's own days; only year, month and day cross over.
function dateOf(day: Day): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date)
}
const dayOf = (date: Date): Day =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
function monthBefore(day: Day, months: number): Date {
  const date = dateOf(day)
  return new Date(date.getFullYear(), date.getMonth() - months, 1)
}
