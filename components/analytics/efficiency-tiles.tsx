'use client'

import type { ReactNode } from 'react'
import { NavLink } from '@/components/layout/nav-link'
import { CurrencyText } from '@/components/shared/currency-text'
import type { useMetric } from '@/hooks/use-metric'
import type { CostBreakdown, Efficiency, Projection } from '@/lib/costs/schemas'
import { costPer } from '@/lib/ui/cost-text'
import { formatCompactMoney, formatRate } from '@/lib/ui/numbers'
import { formatCount, plural } from '@/lib/ui/time'
import { CostTile } from './cost-tile'

type Read<T> = ReturnType<typeof useMetric<T>>
export type EfficiencyKind = 'cpl' | 'cpm'

/** What it cost, what that brought, and where it leads. Each value opens the rows it is made of. */
export function EfficiencyTiles({
  spend,
  efficiency,
  projection,
  kind,
  onKind,
  onRows,
}: {
  spend: Read<CostBreakdown>
  efficiency: Read<Efficiency>
  projection: Read<Projection>
  kind: EfficiencyKind
  onKind: (kind: EfficiencyKind) => void
  onRows: () => void
}) {
  const cost = spend.data?.total_micros ?? 0
  const { contacts = 0, sends = 0, replies = 0, replies_positive: positive = 0 } = efficiency.data ?? {}
  const unit = kind === 'cpl' ? costPer(cost, contacts) : costPer(cost, sends, 1000)
  const both = stateOf(spend, efficiency)
  return (
    <div className="grid grid-cols-2 gap-3 md:gap-4 xl:grid-cols-4">
      <CostTile
        label="Total cost"
        value={
          <button type="button" onClick={onRows} title="Show the rows" className={LINK}>
            <CurrencyText micros={cost} />
          </button>
        }
        foot={plural(callsOf(spend.data), 'provider call')}
        {...stateOf(spend)}
      />
      <CostTile
        label={kind === 'cpl' ? 'Cost per lead' : 'Cost per 1,000 mails'}
        aside={<KindSwitch kind={kind} onKind={onKind} />}
        value={
          <Rows type="sent">
            <CurrencyText micros={unit} unknown="Not known: nothing was sent in this period" />
          </Rows>
        }
        foot={kind === 'cpl' ? `${plural(contacts, 'contact')} written to` : `${plural(sends, 'mail')} sent`}
        {...both}
      />
      <CostTile
        label="Cost per positive reply"
        value={
          <Rows type="replied">
            <CurrencyText micros={costPer(cost, positive)} unknown="Not known: no positive reply in this period" />
          </Rows>
        }
        foot={`${formatCount(positive)} positive of ${formatCount(replies)} replies`}
        {...both}
      />
      <CostTile
        label="Next 30 days, projected"
        value={
          <CurrencyText
            micros={projection.data?.projected_micros ?? null}
            unknown="Not known yet: too few days of data"
          />
        }
        foot={projectionText(projection.data)}
        {...stateOf(projection)}
      />
    </div>
  )
}

const LINK = 'touch-target rounded hover:underline hover:decoration-1 hover:underline-offset-4'

const Rows = ({ type, children }: { type: 'sent' | 'replied'; children: ReactNode }) => (
  <NavLink href={`/events?event_type=${type}`} title="Show the rows" className={LINK}>
    {children}
  </NavLink>
)

const callsOf = (spend: CostBreakdown | undefined): number =>
  spend?.by_purpose.reduce((calls, share) => calls + share.calls, 0) ?? 0

function stateOf(...reads: Read<unknown>[]) {
  const failed = reads.find(({ data, error, isStale }) => (data === undefined || isStale) && error)
  return {
    isLoading: !failed && reads.some(({ data }) => data === undefined),
    isStale: reads.some(({ isStale }) => isStale),
    error: failed?.error,
    onRetry: () => {
      for (const { refresh } of reads) refresh()
    },
  }
}

function projectionText(projection: Projection | undefined): string {
  if (!projection) return ''
  const { projected_micros: projected, low_micros: low, high_micros: high, budget_micros: budget } = projection
  if (projected === null) {
    return `Needs ${plural(projection.days_needed, 'day')} of data, has ${projection.days_of_data}`
  }
  const range = low !== null && high !== null ? [`${formatCompactMoney(low)} to ${formatCompactMoney(high)}`] : []
  const share = budget ? [`${formatRate(projected / budget)} of the budget`] : []
  return [...range, ...share, `from ${plural(projection.days_of_data, 'day')} of data`].join(', ')
}

function KindSwitch({ kind, onKind }: { kind: EfficiencyKind; onKind: (kind: EfficiencyKind) => void }) {
  return (
    <fieldset className="flex shrink-0 rounded-md bg-muted p-0.5">
      <legend className="sr-only">Cost per</legend>
      {(['cpl', 'cpm'] as const).map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={kind === each}
          aria-label={each === 'cpl' ? 'CPL, cost per lead' : 'CPM, cost per 1,000 mails'}
          onClick={() => onKind(each)}
          className="touch-target h-5 rounded px-1.5 font-medium text-2xs text-muted-foreground uppercase hover:text-foreground aria-pressed:bg-card aria-pressed:text-foreground aria-pressed:shadow-xs max-md:h-7 max-md:px-2.5"
        >
          {each}
        </button>
      ))}
    </fieldset>
  )
}
