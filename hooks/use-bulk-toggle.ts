import { useCallback, useEffect, useState } from 'react'
import { FetchError } from '@/lib/api/fetcher'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { type BulkRow, settleBulk, startBulk } from '@/lib/ui/bulk-rows'
import { plural } from '@/lib/ui/time'
import { notifyError, reasonOf } from '@/lib/ui/toast'
import { batchToggle } from './campaign-requests'
import { knownCampaign, newestCampaign, refreshLists, subscribeCampaigns } from './campaign-store'
import { useToggles } from './use-toggles'
import { useWorkspace } from './use-workspace'

export type Bulk = { desired: boolean; rows: BulkRow[] }

/** Switches many campaigns at once and follows each of them to its own outcome. */
export function useBulkToggle() {
  const { workspace } = useWorkspace()
  const { offerUndo, block } = useToggles()
  const [bulk, setBulk] = useState<Bulk | null>(null)
  const [isSending, setSending] = useState(false)

  useEffect(
    () => subscribeCampaigns((changed) => setBulk((now) => now && { ...now, rows: settleBulk(now, changed) })),
    [],
  )

  const run = useCallback(
    async (campaigns: readonly Campaign[], desired: boolean, isUndo = false): Promise<void> => {
      setSending(true)
      try {
        const fresh = campaigns.map(newestCampaign)
        const ids = fresh.map(({ id }) => id)
        const rows = startBulk(fresh, await batchToggle(workspace.id, ids, desired))
        setBulk({
          desired,
          rows: settleBulk(
            { desired, rows },
            ids.flatMap((id) => knownCampaign(id) ?? []),
          ),
        })
        refreshLists()
        const moved = rows.filter(({ state, changed }) => changed && state !== 'failed')
        if (isUndo || moved.length === 0) return
        const back = moved.flatMap(({ id }) => knownCampaign(id) ?? [])
        offerUndo('bulk', `${desired ? 'Starting' : 'Pausing'} ${plural(moved.length, 'campaign')}`, () => {
          void run(back, !desired, true)
        })
      } catch (error) {
        if (error instanceof FetchError && error.retryAfterSeconds && error.status === 429) {
          block(Date.now() + error.retryAfterSeconds * 1000)
        }
        notifyError('Nothing was changed', { description: reasonOf(error) })
      } finally {
        setSending(false)
      }
    },
    [workspace.id, offerUndo, block],
  )

  return { bulk, isSending, run, close: () => setBulk(null) }
}
