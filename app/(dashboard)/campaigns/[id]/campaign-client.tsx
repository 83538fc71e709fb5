'use client'

import dynamic from 'next/dynamic'
import { useQueryStates } from 'nuqs'
import type { ReactNode } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { DetailHeader } from '@/components/campaigns/detail-header'
import { DetailOverview } from '@/components/campaigns/detail-overview'
import { RecordsSkeleton } from '@/components/campaigns/records-skeleton'
import { ErrorState } from '@/components/shared/error-state'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { useCampaign } from '@/hooks/use-campaign'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { formatCount } from '@/lib/ui/time'
import { DETAIL_TABS, detailSearchParams } from './search-params'

const loading = () => <RecordsSkeleton />
const HistoryList = dynamic(() => import('@/components/campaigns/history-list').then((module) => module.HistoryList), {
  ssr: false,
  loading,
})
const ExecutionTable = dynamic(
  () => import('@/components/campaigns/execution-table').then((module) => module.ExecutionTable),
  { ssr: false, loading },
)
const CampaignSettings = dynamic(
  () => import('@/components/campaigns/campaign-settings').then((module) => module.CampaignSettings),
  { ssr: false, loading },
)

export function CampaignClient({ initial }: { initial: Campaign }) {
  const { campaign } = useCampaign(initial)
  const [{ tab }, setQuery] = useQueryStates(detailSearchParams, { history: 'push' })
  const open = (value: string) => void setQuery({ tab: DETAIL_TABS.find((each) => each === value) ?? null })
  return (
    <div className="max-w-[1148px] px-4 pb-16 md:px-6">
      <DetailHeader campaign={campaign} />
      <Tabs value={tab} onValueChange={open} className="mt-4">
        <TabsList aria-label="Campaign">
          <TabsTrigger value="overview">Overview</TabsTrigger>
          <TabsTrigger value="history">
            History <Count of={campaign.intent_version} title="decisions" />
          </TabsTrigger>
          <TabsTrigger value="executions">
            Executions <Count of={campaign.executions.total} title="runs" />
          </TabsTrigger>
          <TabsTrigger value="settings">Settings</TabsTrigger>
        </TabsList>
        <Tab value="overview">
          <DetailOverview campaign={campaign} />
        </Tab>
        <Tab value="history">
          <HistoryList campaignId={campaign.id} />
        </Tab>
        <Tab value="executions">
          <ExecutionTable campaignId={campaign.id} />
        </Tab>
        <Tab value="settings">
          <CampaignSettings campaign={campaign} />
        </Tab>
      </Tabs>
    </div>
  )
}

/** A tab that fails leaves the others usable. */
function Tab({ value, children }: { value: (typeof DETAIL_TABS)[number]; children: ReactNode }) {
  return (
    <TabsContent value={value}>
      <ErrorBoundary
        fallbackRender={({ error, resetErrorBoundary }) => (
          <ErrorState
            title="This part could not be shown"
            error={error instanceof Error ? error : new Error(String(error))}
            onRetry={resetErrorBoundary}
          />
        )}
      >
        {children}
      </ErrorBoundary>
    </TabsContent>
  )
}

const Count = ({ of, title }: { of: number; title: string }) => (
  <span className="text-muted-foreground text-xs tabular-nums" title={`${formatCount(of)} ${title}`}>
    {formatCount(of)}
  </span>
)
