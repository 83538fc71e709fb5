import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { AppError } from '@/lib/api/errors'
import { getCampaign } from '@/lib/campaigns/get'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { type Search, workspaceOfPage } from '../../signed-in'
import { CampaignClient } from './campaign-client'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Search> }
type Found = { campaign: Campaign; workspaceName: string }

const find = cache(async (id: string, search: Search): Promise<Found | null> => {
  const found = await workspaceOfPage(`/campaigns/${encodeURIComponent(id)}`, search)
  if (!found || !UUID.test(id)) return null
  try {
    return { campaign: await getCampaign(found.ctx, id), workspaceName: found.workspace.name }
  } catch (error) {
    if (error instanceof AppError && error.code === 'CAMPAIGN_NOT_FOUND') return null
    throw error
  }
})
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const found = await find((await params).id, await searchParams)
  return { title: { absolute: found ? `${found.campaign.name} - ${found.workspaceName}` : 'Not found - Sovereign' } }
}

export default async function CampaignPage({ params, searchParams }: Props) {
  const found = await find((await params).id, await searchParams)
  if (!found) notFound()
  return <CampaignClient initial={found.campaign} />
}
