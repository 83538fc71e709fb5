'use client'

import { CurrencyText } from '@/components/shared/currency-text'
import type { CostShare } from '@/lib/metrics/schemas'
import { formatRate } from '@/lib/ui/numbers'
import { formatCount, plural } from '@/lib/ui/time'

const MOST = 8

/** Parts of a sum as bars of a list; pressing one narrows the page to it, pressing it again lets go. */
export function ShareList({
  label,
  shares,
  labelOf,
  selected,
  onSelect,
}: {
  label: string
  shares: readonly CostShare[]
  labelOf: (key: string) => string
  selected: string | null
  onSelect: (key: string | null) => void
}) {
  const total = shares.reduce((sum, { cost_micros }) => sum + cost_micros, 0)
  const sorted = [...shares].sort((a, b) => b.cost_micros - a.cost_micros)
  const shown = sorted.slice(0, MOST)
  const rest = sorted.slice(MOST)
  const restMicros = rest.reduce((sum, { cost_micros }) => sum + cost_micros, 0)
  return (
    <ul aria-label={label} className="grid grid-cols-1 gap-x-6 sm:grid-cols-2">
      {shown.map(({ key, calls, cost_micros: micros }) => (
        <li key={key} className="min-w-0">
          <button
            type="button"
            aria-pressed={selected === key}
            onClick={() => onSelect(selected === key ? null : key)}
            className="relative flex w-full items-center gap-2 overflow-hidden rounded-md px-2 py-1 text-left text-sm hover:bg-accent aria-pressed:bg-accent aria-pressed:font-medium max-md:min-h-11"
            title={`${formatCount(calls)} calls`}
          >
            <span className="min-w-0 flex-1 truncate">{labelOf(key)}</span>
            <CurrencyText micros={micros} className="tabular-nums" />
            <span className="w-12 text-right text-muted-foreground tabular-nums">
              {formatRate(total > 0 ? micros / total : null)}
            </span>
          </button>
        </li>
      ))}
      {rest.length > 0 && (
        <li className="flex items-center gap-2 px-2 py-1 text-muted-foreground text-sm">
          <span className="flex-1">{plural(rest.length, 'other purpose')}</span>
          <CurrencyText micros={restMicros} className="tabular-nums" />
          <span className="w-12" />
        </li>
      )}
    </ul>
  )
}
