'use client'

import { LoadMore } from '@/components/shared/load-more'
import { TimeText } from '@/components/shared/time-text'
import { Unknown } from '@/components/shared/unknown'
import type { MetricFilters } from '@/hooks/keys'
import { useCostEvents } from '@/hooks/use-cost-events'
import type { CostEvent } from '@/lib/costs/schemas'
import { cn } from '@/lib/ui/cn'
import { modelLabel, providerLabel, purposeLabel } from '@/lib/ui/cost-text'
import { formatMoney, formatNumber } from '@/lib/ui/numbers'
import { Panel } from './panel'

/** The provider calls that the sums on this page are made of. */
export function CostRows({ filters }: { filters: MetricFilters }) {
  const list = useCostEvents(filters)
  return (
    <Panel title="Cost rows" note="every call, newest first" read={list} height={320} className="mt-4">
      {list.items.length === 0 ? (
        <p className="py-8 text-center text-muted-foreground text-sm">No call cost anything in this period.</p>
      ) : (
        <>
          <div className="-mx-4 overflow-x-auto">
            <table className="w-full whitespace-nowrap text-left text-sm">
              <thead>
                <tr className="border-b text-muted-foreground text-xs [&_th]:h-8 [&_th]:px-4 [&_th]:font-normal">
                  <th scope="col">Time</th>
                  <th scope="col">Provider</th>
                  <th scope="col">Model</th>
                  <th scope="col">Purpose</th>
                  <th scope="col">Campaign</th>
                  <th scope="col" className="text-right">
                    Tokens in
                  </th>
                  <th scope="col" className="text-right">
                    Tokens out
                  </th>
                  <th scope="col" className="text-right">
                    Cost
                  </th>
                </tr>
              </thead>
              <tbody>
                {list.items.map((cost) => (
                  <CostRow key={cost.id} cost={cost} />
                ))}
              </tbody>
            </table>
          </div>
          <LoadMore {...list} />
        </>
      )}
    </Panel>
  )
}

function CostRow({ cost }: { cost: CostEvent }) {
  return (
    <tr className="border-b last:border-0 [&_td]:h-10 [&_td]:px-4">
      <td className="text-muted-foreground tabular-nums">
        <TimeText at={cost.occurred_at} />
      </td>
      <Named>{providerLabel(cost.provider)}</Named>
      <Named className="text-muted-foreground">{modelLabel(cost.model)}</Named>
      <Named>{purposeLabel(cost.purpose)}</Named>
      <td className="max-w-48 truncate text-muted-foreground" title={cost.campaign?.name ?? undefined}>
        {cost.campaign ? (cost.campaign.name ?? 'Deleted campaign') : <Unknown why="The call named no campaign" />}
      </td>
      <td className="text-right tabular-nums">{formatNumber(cost.tokens_in)}</td>
      <td className="text-right tabular-nums">{formatNumber(cost.tokens_out)}</td>
      <td className="text-right tabular-nums">{formatMoney(cost.cost_micros)}</td>
    </tr>
  )
}

/** Names come from workflows and may be of any length. */
const Named = ({ className, children }: { className?: string; children: string }) => (
  <td className={cn('max-w-48 truncate', className)} title={children}>
    {children}
  </td>
)
