import type { Metadata } from 'next'
import { createLoader } from 'nuqs/server'
import { CAMPAIGNS_PAGE } from '@/hooks/keys'
import { listCampaigns } from '@/lib/campaigns/list'
import { type Search, workspaceOfPage } from '../signed-in'
import { CampaignsClient } from './campaigns-client'
import { campaignSearchParams } from './search-params'

type Props = { searchParams: Promise<Search> }

const loadSearchParams = createLoader(campaignSearchParams)
const PATH = '/campaigns'

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const found = await workspaceOfPage(PATH, await searchParams)
  return { title: { absolute: `Campaigns - ${found?.workspace.name ?? 'Sovereign'}` } }
}

export default async function CampaignsPage({ searchParams }: Props) {
  const search = await searchParams
  const found = await workspaceOfPage(PATH, search)
  if (!found) return null
  const { q, status } = loadSearchParams(search)
  const filters = { search: q.trim().slice(0, 100), status: [...status] }
  const { items, total, next_cursor } = await listCampaigns(found.ctx, {
    ...(filters.search && { search: filters.search }),
    ...(filters.status.length > 0 && { status: filters.status }),
    limit: CAMPAIGNS_PAGE,
    sort_by: 'created_at',
    sort_dir: 'desc',
  })
  const first = { items, meta: { total, next_cursor, has_more: next_cursor !== null, limit: CAMPAIGNS_PAGE } }
  return <CampaignsClient initial={{ workspaceId: found.workspace.id, filters, first }} />
}
