'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'
import type { MetricFilters } from '@/hooks/keys'
import { useMetric } from '@/hooks/use-metric'
import type { BreakdownRow } from '@/lib/metrics/schemas'
import type { DateRange } from '@/lib/ui/date-range'
import type { SenderSort } from '@/lib/ui/sender-sort'
import { Panel } from './panel'

const HEIGHT = 280
const SenderTable = dynamic(() => import('./sender-table').then((module) => module.SenderTable), {
  ssr: false,
  loading: () => (
    <div style={{ height: HEIGHT }}>
      <Skeleton className="size-full" />
    </div>
  ),
})

/** The mailboxes of the workspace in this period. Their cost is of all providers. */
export function SenderPanel({
  filters,
  range,
  sort,
  onSort,
}: {
  filters: MetricFilters
  range: DateRange
  sort: SenderSort
  onSort: (sort: SenderSort) => void
}) {
  const read = useMetric<BreakdownRow[]>('by-sender', filters)
  return (
    <Panel title="Senders" read={read} height={HEIGHT} className="mt-4">
      {read.data && read.data.length > 0 ? (
        <SenderTable rows={read.data} range={range} sort={sort} onSort={onSort} />
      ) : (
        <p className="py-8 text-center text-muted-foreground text-sm">Nothing was sent in this period.</p>
      )}
    </Panel>
  )
}
