import type { Change } from '@/lib/stream/schemas'

const SINGLE_READS = 8
const ABOUT_A_CAMPAIGN: Change['type'][] = ['campaign.changed', 'intent.changed', 'execution.changed']

export type RefreshPlan = { campaigns: string[]; lists: boolean; sync: boolean; user: boolean }

/**
 * Turns what was pushed within a moment into as few reads as possible. A version that is already known needs none; a
 * few changed rows are read one by one; many, or a row nobody has seen, mean reading the lists again.
 */
export function planRefresh(changes: readonly Change[], knownVersion: (id: string) => number | null): RefreshPlan {
  const campaigns = new Set<string>()
  let lists = false
  for (const change of changes) {
    if (!ABOUT_A_CAMPAIGN.includes(change.type)) continue
    const known = knownVersion(change.id)
    if (known === null) lists = true
    else if (change.type !== 'campaign.changed' || change.version > known) campaigns.add(change.id)
  }
  const has = (type: Change['type']) => changes.some((change) => change.type === type)
  if (campaigns.size > SINGLE_READS || has('sync.done')) lists = true
  return {
    campaigns: lists ? [] : [...campaigns],
    lists,
    sync: has('sync.done'),
    user: has('members.changed') || has('workspace.frozen'),
  }
}
