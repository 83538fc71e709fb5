'use client'

import { lazy, useMemo } from 'react'
import { Checklist } from '@/components/dashboard/checklist'
import { GridSkeleton } from '@/components/dashboard/overview-skeleton'
import { StaleNotice } from '@/components/dashboard/stale-notice'
import { WidgetSettings } from '@/components/dashboard/widget-settings'
import { CampaignFilter } from '@/components/shared/campaign-filter'
import { DateRangePicker } from '@/components/shared/date-range-picker'
import { PageHead } from '@/components/shared/page-head'
import { RefreshBar } from '@/components/shared/refresh-bar'
import { ShareButton } from '@/components/shared/share-button'
import { type CampaignsPage, useCampaigns } from '@/hooks/use-campaigns'
import { type FirstDashboard, useDashboard } from '@/hooks/use-dashboard'
import { useDashboardLayout } from '@/hooks/use-dashboard-layout'
import { useRange } from '@/hooks/use-range'
import { useWorkspace } from '@/hooks/use-workspace'
import { formatRange } from '@/lib/ui/date-range'
import { Following } from '@/lib/ui/late'

const fetchGrid = () => import('@/components/dashboard/widget-grid')
// Rendered by the server, so it is seen at once; its code (drag and drop, tables) follows the page's own.
if (typeof window !== 'undefined') void fetchGrid().catch(() => undefined)
const WidgetGrid = lazy(() => fetchGrid().then((module) => ({ default: module.WidgetGrid })))

const ALL = { status: [], search: '' }

export function OverviewClient({ first, campaigns }: { first: FirstDashboard | null; campaigns: CampaignsPage }) {
  const { workspace } = useWorkspace()
  const { range, campaign, today, setRange, setCampaign } = useRange()
  const dashboard = useDashboard(range, campaign, first)
  const list = useCampaigns(ALL, first?.workspaceId === workspace.id ? campaigns : undefined)
  const { layout, change, reset } = useDashboardLayout()
  const { data, error, isStale, refresh, intervalMs } = dashboard
  const { start, end } = data?.range ?? range
  // The same object while the days are the same: table columns are made from it, and new columns are new cells.
  const shown = useMemo(() => ({ start, end }), [start, end])
  const isNew = !list.isLoading && !list.error && list.total === 0 && campaign === null

  return (
    <div className="mx-auto max-w-[1440px] pb-24">
      <RefreshBar isBusy={dashboard.isRefreshing} />
      <PageHead title="Overview" context={`${formatRange(range)}, ${workspace.timezone}`} className="px-4 md:px-6">
        {!isNew && (
          <>
            <CampaignFilter value={campaign} onChange={setCampaign} />
            <DateRangePicker range={range} today={today} onChange={setRange} />
            <ShareButton />
            <WidgetSettings layout={layout} onLayout={change} onReset={reset} />
          </>
        )}
      </PageHead>
      <div className="px-4 py-3 md:px-6">
        {isNew ? (
          <Checklist onCreated={() => void list.refresh()} />
        ) : (
          <>
            {error && data && (
              <StaleNotice
                error={error}
                range={shown}
                campaign={dashboard.campaign}
                readAt={data.freshness_at}
                onRetry={refresh}
              />
            )}
            <Following fetchPart={fetchGrid} fallback={<GridSkeleton />}>
              <WidgetGrid
                data={data}
                error={error}
                range={shown}
                campaign={dashboard.campaign}
                isStale={isStale}
                intervalMs={intervalMs}
                campaigns={list.campaigns}
                total={list.total}
                layout={layout}
                onLayout={change}
                onRetry={refresh}
              />
            </Following>
          </>
        )}
      </div>
    </div>
  )
}
