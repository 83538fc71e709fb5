'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ComponentProps } from 'react'
import { DateLib, DayPicker } from 'react-day-picker'

const NAV =
  'absolute top-0 flex size-11 items-center justify-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground aria-disabled:pointer-events-none aria-disabled:opacity-40 md:size-7'

const LOOK = {
  months: 'relative flex gap-6',
  month: 'min-w-0 flex-1',
  month_caption: 'flex h-11 items-center justify-center font-medium text-sm md:h-7',
  button_previous: `${NAV} left-0`,
  button_next: `${NAV} right-0`,
  month_grid: 'mt-2 w-full border-collapse',
  weekday: 'h-7 font-normal text-2xs text-muted-foreground',
  day: 'h-11 p-0 text-center text-sm tabular-nums md:h-8',
  day_button:
    'relative mx-auto flex size-11 items-center justify-center rounded-md hover:bg-accent disabled:pointer-events-none focus-visible:outline-offset-[-2px] md:size-8',
  selected: 'bg-primary-subtle',
  range_start: 'rounded-l-md [&>button]:bg-primary [&>button]:text-primary-foreground [&>button]:hover:bg-primary/90',
  range_end: 'rounded-r-md [&>button]:bg-primary [&>button]:text-primary-foreground [&>button]:hover:bg-primary/90',
  today: '[&>button]:font-semibold [&>button]:underline [&>button]:underline-offset-4',
  outside: 'text-muted-foreground opacity-50',
  disabled: 'text-muted-foreground opacity-40',
  hidden: 'invisible',
}

function Chevron({ orientation }: { orientation?: 'left' | 'right' | 'up' | 'down' }) {
  const Icon = orientation === 'left' ? ChevronLeft : ChevronRight
  return <Icon className="size-4 stroke-[1.5]" />
}

/** Begins with what is seen, the number, so that a day can be called by it. */
const LABELS: NonNullable<ComponentProps<typeof DayPicker>['labels']> = {
  labelDayButton: (date, { today, selected }, options, lib) =>
    [(lib ?? new DateLib(options)).format(date, 'd MMMM yyyy, EEEE'), today && 'today', selected && 'selected']
      .filter(Boolean)
      .join(', '),
}

export function Calendar(props: ComponentProps<typeof DayPicker>) {
  return (
    <div data-slot="calendar">
      <DayPicker weekStartsOn={1} classNames={LOOK} labels={LABELS} components={{ Chevron }} {...props} />
    </div>
  )
}
