'use client'

import { Button } from '@/components/ui/button'
import type { useMetric } from '@/hooks/use-metric'
import { useWorkspace } from '@/hooks/use-workspace'
import type { CostBreakdown } from '@/lib/costs/schemas'
import { spendTable } from '@/lib/ui/analytics-csv'
import { purposeLabel } from '@/lib/ui/cost-text'
import { csvName } from '@/lib/ui/csv'
import type { DateRange } from '@/lib/ui/date-range'
import { CsvButton } from './csv-button'
import { Panel } from './panel'
import { ShareList } from './share-list'
import { SpendChart } from './spend-chart'

type Read = ReturnType<typeof useMetric<CostBreakdown>>

/** Spend over time, split by purpose. */
export function SpendPanel({
  spend,
  purposes,
  range,
  isRunning,
  budgetMicros,
  purpose,
  onPurpose,
  onRange,
  onClear,
}: {
  spend: Read
  /** Without the filter on purpose, so that the others stay to be chosen. */
  purposes: Read
  range: DateRange
  isRunning: boolean
  budgetMicros: number | null
  purpose: string | null
  onPurpose: (purpose: string | null) => void
  onRange: (range: DateRange) => void
  /** Lets go of every filter; null when there is none. */
  onClear: (() => void) | null
}) {
  const { workspace } = useWorkspace()
  const { data } = spend
  return (
    <Panel
      title="Spend"
      note="by purpose"
      read={spend}
      height={340}
      className="mt-4"
      actions={
        <CsvButton
          label="spend"
          name={csvName('spend', workspace.slug, range)}
          table={data && data.daily.length > 0 ? () => spendTable(data, workspace.timezone) : null}
        />
      }
    >
      {data && data.total_micros > 0 ? (
        <SpendChart {...{ spend: data, range, isRunning, budgetMicros, onRange }} />
      ) : (
        <NoSpend onClear={onClear} />
      )}
      <div className="mt-3 empty:hidden">
        {purposes.data && purposes.data.by_purpose.length > 0 && (
          <ShareList
            label="Cost by purpose"
            shares={purposes.data.by_purpose}
            labelOf={purposeLabel}
            selected={purpose}
            onSelect={onPurpose}
          />
        )}
      </div>
    </Panel>
  )
}

function NoSpend({ onClear }: { onClear: (() => void) | null }) {
  return (
    <div className="flex h-60 flex-col items-center justify-center gap-2 text-center text-muted-foreground text-sm">
      <p>No costs in this period{onClear && ' match the filters'}.</p>
      {onClear ? (
        <Button variant="outline" size="sm" onClick={onClear}>
          Clear filters
        </Button>
      ) : (
        <p className="text-xs">They appear as soon as a workflow reports a provider call.</p>
      )}
    </div>
  )
}
