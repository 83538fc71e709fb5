'use client'

import { type ComponentType, memo } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import type { WidgetId } from '@/lib/ui/dashboard-layout'
import { CampaignPulse } from './campaign-pulse'
import { CampaignStats } from './campaign-stats'
import { ClickReply } from './click-reply'
import { MetricsGrid } from './metrics-grid'
import { SendsOptout } from './sends-optout'
import { StepBreakdown } from './step-breakdown'
import type { WidgetProps } from './widget-props'

export type DataWidgetId = Exclude<WidgetId, 'campaign-management'>

const BODIES: Record<DataWidgetId, ComponentType<WidgetProps>> = {
  metrics: memo(MetricsGrid),
  'campaign-pulse': memo(CampaignPulse),
  'sends-optout': memo(SendsOptout),
  'click-reply': memo(ClickReply),
  'step-breakdown': memo(StepBreakdown),
  'campaign-stats': memo(CampaignStats),
}

/** As tall as what comes, so that nothing below moves. */
const HEIGHTS: Record<DataWidgetId, string> = {
  metrics: 'h-[432px] md:h-[283px] lg:h-[134px]',
  'campaign-pulse': 'h-[114px] md:h-[58px] xl:h-[26px]',
  'sends-optout': 'h-[258px]',
  'click-reply': 'h-[258px]',
  'step-breakdown': 'h-[538px] md:h-[258px]',
  'campaign-stats': 'h-48',
}

type BodyProps = Omit<WidgetProps, 'data'> & {
  id: DataWidgetId
  data: WidgetProps['data'] | undefined
  error: Error | undefined
}

/** Old figures outlive an error; without any, the error is the widget's own. */
export function WidgetBody({ id, error, ...props }: BodyProps) {
  const { data } = props
  if (!data && error) throw error
  if (!data) {
    return (
      <div className="px-4 pb-4">
        <Skeleton className={HEIGHTS[id]} />
      </div>
    )
  }
  const Body = BODIES[id]
  return <Body {...props} data={data} />
}
