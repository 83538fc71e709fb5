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

/** The mailboxes of the workspace in this period. */
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
    <Panel
      title="Senders"
      {...(isCostless(read.data) && { note: 'costs are known per campaign, not per mailbox' })}
      read={read}
      height={HEIGHT}
      className="mt-4"
    >
      {read.data && read.data.length > 0 ? (
        <SenderTable rows={read.data} range={range} sort={sort} onSort={onSort} />
      ) : (
        <p className="py-8 text-center text-muted-foreground text-sm">Nothing was sent in this period.</p>
      )}
    </Panel>
  )
}

const isCostless = (rows: BreakdownRow[] | undefined): boolean =>
  rows !== undefined && rows.length > 0 && rows.every(({ cost_micros }) => cost_micros === null)
