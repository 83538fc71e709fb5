import type { Metadata } from 'next'
import { createLoader } from 'nuqs/server'
import { CAMPAIGNS_PAGE } from '@/hooks/keys'
import { listCampaigns } from '@/lib/campaigns/list'
import { readDashboard } from '@/lib/metrics/aggregate'
import { resolveRange } from '@/lib/ui/date-range'
import { todayIn } from '@/lib/ui/days'
import { rangeSearchParams } from '@/lib/ui/range-params'
import { type Search, workspaceOfPage } from '../signed-in'
import { OverviewClient } from './overview-client'

type Props = { searchParams: Promise<Search> }

const loadRange = createLoader(rangeSearchParams)
const PATH = '/'

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const found = await workspaceOfPage(PATH, await searchParams)
  return { title: { absolute: `Overview - ${found?.workspace.name ?? 'Sovereign'}` } }
}

export default async function OverviewPage({ searchParams }: Props) {
  const search = await searchParams
  const found = await workspaceOfPage(PATH, search)
  if (!found) return null
  const { ctx, workspace } = found
  const { campaign, ...asked } = loadRange(search)
  const range = resolveRange(asked, todayIn(workspace.timezone, Date.now()))
  const [data, { items, total, next_cursor }] = await Promise.all([
    // The page then asks itself, and says what is wrong where the figures would be.
    readDashboard(ctx, { ...range, ...(campaign && { campaign_id: campaign }) }).catch((error: unknown) => {
      ctx.log.warn({ err: error }, 'overview_read_failed')
      return null
    }),
    listCampaigns(ctx, { limit: CAMPAIGNS_PAGE, sort_by: 'created_at', sort_dir: 'desc' }),
  ])
  return (
    <OverviewClient
      first={data && { workspaceId: workspace.id, range, campaign, data }}
      campaigns={{ items, meta: { total, next_cursor, has_more: next_cursor !== null, limit: CAMPAIGNS_PAGE } }}
    />
  )
}
