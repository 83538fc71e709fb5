'use client'

import dynamic from 'next/dynamic'
import { useQueryStates } from 'nuqs'
import { useEffect, useMemo } from 'react'
import { SWRConfig } from 'swr'
import { EfficiencyTiles } from '@/components/analytics/efficiency-tiles'
import { Panel } from '@/components/analytics/panel'
import { ProviderTabs } from '@/components/analytics/provider-tabs'
import { SenderPanel } from '@/components/analytics/sender-panel'
import { ShareDonut } from '@/components/analytics/share-donut'
import { SpendPanel } from '@/components/analytics/spend-panel'
import { AsOf } from '@/components/shared/as-of'
import { CampaignFilter } from '@/components/shared/campaign-filter'
import { DateRangePicker } from '@/components/shared/date-range-picker'
import { FilterChip } from '@/components/shared/filter-chip'
import { PageHead } from '@/components/shared/page-head'
import { RefreshBar } from '@/components/shared/refresh-bar'
import { ShareButton } from '@/components/shared/share-button'
import { Button } from '@/components/ui/button'
import { useMetric, useMetricAhead, useMetricUpkeep } from '@/hooks/use-metric'
import { useRange } from '@/hooks/use-range'
import type { CostBreakdown, Efficiency, Projection } from '@/lib/costs/schemas'
import { modelLabel, providerLabel, purposeLabel } from '@/lib/ui/cost-text'
import { analyticsSearchParams } from './search-params'

const CostRows = dynamic(() => import('@/components/analytics/cost-rows').then((module) => module.CostRows), {
  ssr: false,
})

/** `given` is what the server read for this address. */
export function AnalyticsClient({ given }: { given: Record<string, unknown> }) {
  return (
    <SWRConfig value={{ fallback: given }}>
      <Analytics />
    </SWRConfig>
  )
}

function Analytics() {
  const { range, today, setRange, campaign, setCampaign } = useRange()
  const [query, setQuery] = useQueryStates(analyticsSearchParams)
  const { provider, model, purpose } = query
  const base = useMemo(() => ({ ...range, ...(campaign && { campaign_id: campaign }) }), [range, campaign])
  const filters = {
    ...base,
    ...(provider && { provider }),
    ...(model && { model }),
    ...(purpose && { purpose }),
  }
  const { provider: _provider, ...ofProviders } = filters
  const { model: _model, ...ofModels } = filters
  const { purpose: _purpose, ...ofPurposes } = filters
  // Each split is read without its own filter, so that the other parts stay to be chosen. Same filters, same request.
  const spend = useMetric<CostBreakdown>('cost-breakdown', filters)
  const everything = useMetric<CostBreakdown>('cost-breakdown', base)
  const providers = useMetric<CostBreakdown>('cost-breakdown', ofProviders)
  const models = useMetric<CostBreakdown>('cost-breakdown', ofModels)
  const purposes = useMetric<CostBreakdown>('cost-breakdown', ofPurposes)
  const efficiency = useMetric<Efficiency>('efficiency', base)
  const projection = useMetric<Projection>('projection', {})
  const ahead = useMetricAhead('cost-breakdown')
  useMetricUpkeep()
  const isNarrowed = provider !== null || model !== null || purpose !== null || campaign !== null
  const clear = () => {
    void setQuery({ provider: null, model: null, purpose: null })
    setCampaign(null)
  }
  const showRows = () => void setQuery({ view: 'rows' }, { history: 'push' })
  useEffect(() => {
    // The pressed button is gone by now: the focus goes where it led.
    if (query.view === 'rows') document.getElementById('cost-rows')?.focus()
  }, [query.view])

  return (
    <div className="mx-auto max-w-[1440px] px-4 pb-24 md:px-6">
      <RefreshBar isBusy={spend.isRefreshing && spend.data !== undefined} />
      <PageHead
        title="Analytics"
        context={
          <>
            <span className="max-sm:hidden">What preparing and sending cost, and what came of it</span>
            <span className="sm:hidden">Costs and what came of them</span>
            {spend.readAt !== null && (
              <>
                {' · '}
                <AsOf at={new Date(spend.readAt).toISOString()} intervalMs={spend.intervalMs} />
              </>
            )}
          </>
        }
      >
        <CampaignFilter value={campaign} onChange={setCampaign} />
        <DateRangePicker range={range} today={today} onChange={setRange} />
        <ShareButton />
      </PageHead>
      <div className="py-3">
        <ProviderTabs
          shares={everything.data?.by_provider ?? []}
          value={provider}
          onChange={(next) => void setQuery({ provider: next }, { history: 'push' })}
          onAhead={(next) => ahead({ ...ofProviders, ...(next && { provider: next }) })}
        />
      </div>
      {isNarrowed && (
        <div className="flex flex-wrap items-center gap-2 pb-3">
          {provider && (
            <FilterChip
              label="Provider"
              value={providerLabel(provider)}
              onClear={() => void setQuery({ provider: null })}
            />
          )}
          {model && (
            <FilterChip label="Model" value={modelLabel(model)} onClear={() => void setQuery({ model: null })} />
          )}
          {purpose && (
            <FilterChip
              label="Purpose"
              value={purposeLabel(purpose)}
              onClear={() => void setQuery({ purpose: null })}
            />
          )}
          <Button variant="link" size="inline" className="touch-target text-xs" onClick={clear}>
            Clear filters
          </Button>
        </div>
      )}
      <EfficiencyTiles
        spend={spend}
        efficiency={efficiency}
        projection={projection}
        kind={query.metric}
        onKind={(metric) => void setQuery({ metric })}
        onRows={showRows}
      />
      <div className="mt-4 grid gap-4 lg:grid-cols-2">
        <Panel title="Providers" read={providers} height={176}>
          <ShareDonut
            title="Cost by provider"
            shares={providers.data?.by_provider ?? []}
            labelOf={providerLabel}
            selected={provider}
            onSelect={(next) => void setQuery({ provider: next }, { history: 'push' })}
          />
        </Panel>
        <Panel title="Models" read={models} height={176}>
          <ShareDonut
            title="Cost by model"
            shares={models.data?.by_model ?? []}
            labelOf={modelLabel}
            selected={model}
            onSelect={(next) => void setQuery({ model: next }, { history: 'push' })}
          />
        </Panel>
      </div>
      <SpendPanel
        spend={spend}
        purposes={purposes}
        range={range}
        isRunning={range.end === today}
        onClear={isNarrowed ? clear : null}
        budgetMicros={projection.data?.budget_micros ?? null}
        purpose={purpose}
        onPurpose={(next) => void setQuery({ purpose: next }, { history: 'push' })}
        onRange={setRange}
      />
      <SenderPanel
        filters={base}
        range={range}
        sort={{ sort: query.sort, dir: query.dir }}
        onSort={(sort) => void setQuery(sort)}
      />
      <div id="cost-rows" tabIndex={-1} className="scroll-mt-4 focus:outline-none">
        {query.view === 'rows' ? (
          <CostRows filters={filters} />
        ) : (
          <div className="mt-4 flex justify-center">
            <Button variant="outline" onClick={showRows}>
              Show the cost rows
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}
