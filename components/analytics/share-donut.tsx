'use client'

import { Donut } from '@/components/charts/donut'
import type { CostShare } from '@/lib/metrics/schemas'
import { formatCompactMoney, formatMoney } from '@/lib/ui/numbers'

/** More does not fit into the middle: a hundred thousand dollars. */
const MOST_IN_FULL = 100_000_000_000

/** Who or what the money went to; pressing a part narrows the page to it, pressing it again lets go. */
export function ShareDonut({
  title,
  shares,
  labelOf,
  selected,
  onSelect,
}: {
  title: string
  shares: readonly CostShare[]
  labelOf: (key: string) => string
  selected: string | null
  onSelect: (key: string | null) => void
}) {
  const slices = shares.map(({ key, cost_micros }) => ({
    ...{ key, label: labelOf(key), value: cost_micros },
    // The address cannot ask for a part without a name.
    isOther: key === '',
  }))
  const total = shares.reduce((sum, { cost_micros }) => sum + cost_micros, 0)
  return (
    <div className="min-h-44">
      <Donut
        title={title}
        slices={slices}
        format={total < MOST_IN_FULL ? formatMoney : formatCompactMoney}
        selected={selected}
        onSelect={(key) => onSelect(key === selected ? null : key)}
        empty="No costs in this period."
      />
    </div>
  )
}
