'use client'

import dynamic from 'next/dynamic'
import { cn } from '@/lib/ui/cn'
import { formatRate } from '@/lib/ui/numbers'
import { colorOf } from './series'
import { type DrawnSlice, drawnSlices, type Slice } from './slices'

const SIZE = 168

const Plot = dynamic(() => import('./donut-plot').then((module) => module.DonutPlot), {
  ssr: false,
  loading: () => <div className="size-full rounded-full border-[22px] border-muted" />,
})

/**
 * Parts of a whole with the total in the middle and a list beside it that names every part: value and share. With
 * `onSelect` the parts are buttons; `selected` is the key that stands out. "Other" cannot be selected.
 */
export function Donut({
  title,
  slices,
  format,
  totalLabel = 'Total',
  selected,
  onSelect,
  empty,
}: {
  title: string
  slices: readonly Slice[]
  format: (value: number) => string
  totalLabel?: string
  selected?: string | null
  onSelect?: (key: string) => void
  /** Stands where the list would when there is nothing to list. */
  empty: string
}) {
  const drawn = drawnSlices(slices)
  const total = slices.reduce((sum, { value }) => sum + value, 0)
  const summary = drawn.map(({ label, share }) => `${label} ${formatRate(share)}`).join(', ')
  return (
    <div className="flex flex-col items-center gap-5 sm:flex-row" data-chart={title}>
      <div className="relative shrink-0" style={{ width: SIZE, height: SIZE }}>
        <div role="img" aria-label={`${title}, ${format(total)}: ${summary || 'nothing yet'}.`} className="size-full">
          <Plot slices={drawn} selected={selected ?? null} {...(onSelect && { onSelect })} />
        </div>
        <div className="pointer-events-none absolute inset-0 flex flex-col items-center justify-center">
          <span className="font-semibold text-lg tabular-nums">{format(total)}</span>
          <span className="text-2xs text-muted-foreground">{totalLabel}</span>
        </div>
      </div>
      {drawn.length === 0 && <p className="w-full min-w-0 flex-1 text-center text-muted-foreground text-sm">{empty}</p>}
      <ul className="w-full min-w-0 flex-1 text-sm empty:hidden">
        {drawn.map((slice) => (
          <li key={slice.key}>
            <SliceRow slice={slice} format={format} selected={selected ?? null} {...(onSelect && { onSelect })} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function SliceRow({
  slice,
  format,
  selected,
  onSelect,
}: {
  slice: DrawnSlice
  format: (value: number) => string
  selected: string | null
  onSelect?: (key: string) => void
}) {
  const content = (
    <>
      <span className="size-2 shrink-0 rounded-[2px]" style={{ background: colorOf(slice.tone) }} aria-hidden />
      <span className="min-w-0 flex-1 truncate text-left" title={slice.label}>
        {slice.label}
      </span>
      <span className="tabular-nums">{format(slice.value)}</span>
      <span className="w-12 text-right text-muted-foreground tabular-nums">{formatRate(slice.share)}</span>
    </>
  )
  const look = 'flex w-full items-center gap-2 rounded-md px-2 py-1 max-md:min-h-11'
  if (!onSelect || slice.isOther) return <div className={look}>{content}</div>
  return (
    <button
      type="button"
      aria-pressed={selected === slice.key}
      onClick={() => onSelect(slice.key)}
      className={cn(look, 'hover:bg-accent aria-pressed:bg-accent aria-pressed:font-medium')}
    >
      {content}
    </button>
  )
}
