import { useSyncExternalStore } from 'react'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { isAsNew } from '@/lib/ui/campaign-order'

/**
 * The newest state of each campaign that any answer brought: list, detail, toggle or push. SWR keeps which rows a view
 * shows; what a row says is read from here, so an answer that was overtaken on its way can never set a row back.
 */
const newestById = new Map<string, Campaign>()
const listeners = new Set<(changed: Campaign[]) => void>()
const refreshers = new Set<() => void>()
let revision = 0

/** Takes in what an answer said. Rows that are older than what is known, or the same, change nothing. */
export function learnCampaigns(said: readonly Campaign[]): void {
  const changed = said.filter((campaign) => {
    const known = newestById.get(campaign.id)
    if (known && (!isAsNew(campaign, known) || JSON.stringify(campaign) === JSON.stringify(known))) return false
    newestById.set(campaign.id, campaign)
    return true
  })
  if (changed.length === 0) return
  revision += 1
  for (const listener of listeners) listener(changed)
}

export const newestCampaign = (campaign: Campaign): Campaign => newestById.get(campaign.id) ?? campaign
export const knownCampaign = (id: string): Campaign | undefined => newestById.get(id)
export const clearCampaigns = (): void => newestById.clear()

export function subscribeCampaigns(listener: (changed: Campaign[]) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Renders the caller when any campaign changes; the number identifies the state. */
export const useCampaignRevision = (): number =>
  useSyncExternalStore(
    subscribeCampaigns,
    () => revision,
    () => 0,
  )

/** Lists that are on screen register here; a push that no single read can answer makes them read again. */
export function onRefreshLists(refresh: () => void): () => void {
  refreshers.add(refresh)
  return () => refreshers.delete(refresh)
}
export function refreshLists(): void {
  for (const refresh of refreshers) refresh()
}
