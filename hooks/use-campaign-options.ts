import useSWR from 'swr'
import type { Page } from '@/lib/api/fetcher'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { readCampaign, readCampaignsPage } from './campaign-requests'
import { campaignKey, campaignsKey } from './keys'
import { useWorkspace } from './use-workspace'

/** Campaigns to choose from: the newest, or those whose name holds `search`. */
export function useCampaignOptions(search: string) {
  const { workspace } = useWorkspace()
  const key = campaignsKey(workspace.id, { status: [], search })
  const { data, error } = useSWR<Page<Campaign>, Error>(key, readCampaignsPage, { keepPreviousData: true })
  return { options: data?.items ?? [], total: data?.meta.total ?? 0, isLoading: !data && !error, error }
}

/** The name of the campaign a filter names; null while it is unknown, or when there is none. */
export function useCampaignName(id: string | null): string | null {
  const { workspace } = useWorkspace()
  const { data } = useSWR<Campaign>(id && campaignKey(workspace.id, id), () => readCampaign(workspace.id, id ?? ''))
  return data?.name ?? null
}
