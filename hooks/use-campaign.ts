import { useEffect } from 'react'
import useSWR from 'swr'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { readCampaign } from './campaign-requests'
import { learnCampaigns, newestCampaign, onRefreshLists, useCampaignRevision } from './campaign-store'
import { campaignKey } from './keys'
import { useStream } from './use-stream'
import { useWorkspace } from './use-workspace'

export function useCampaign(initial: Campaign) {
  const { workspace } = useWorkspace()
  const { status } = useStream()
  useCampaignRevision()
  const { data, error, mutate } = useSWR<Campaign>(
    campaignKey(workspace.id, initial.id),
    () => readCampaign(workspace.id, initial.id),
    {
      fallbackData: initial,
      revalidateOnMount: false,
      revalidateOnFocus: true,
      refreshInterval: status === 'live' ? 60_000 : 30_000,
    },
  )
  useEffect(() => learnCampaigns([initial]), [initial])
  useEffect(() => onRefreshLists(() => void mutate()), [mutate])
  return { campaign: newestCampaign(data ?? initial), error: error as Error | undefined, refresh: () => mutate() }
}
