'use client'

import type { RowSelectionState } from '@tanstack/react-table'
import { useState } from 'react'
import { readMatching } from '@/hooks/campaign-requests'
import { knownCampaign } from '@/hooks/campaign-store'
import type { CampaignFilters } from '@/hooks/keys'
import { useBulkToggle } from '@/hooks/use-bulk-toggle'
import { useWorkspace } from '@/hooks/use-workspace'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { late } from '@/lib/ui/late'
import { notifyError, reasonOf } from '@/lib/ui/toast'
import { BulkBar } from './bulk-bar'

const BulkConfirm = late(() => import('./bulk-confirm').then((module) => module.BulkConfirm))
const BatchResult = late(() => import('./batch-result').then((module) => module.BatchResult))

/** From a selection to an outcome per campaign: choose, confirm, follow. */
export function BulkActions({
  campaigns,
  total,
  filters,
  selection,
  onSelection,
}: {
  campaigns: Campaign[]
  total: number
  filters: CampaignFilters
  selection: RowSelectionState
  onSelection: (selection: RowSelectionState) => void
}) {
  const { workspace } = useWorkspace()
  const { bulk, isSending, run, close } = useBulkToggle()
  const [everything, setEverything] = useState<Campaign[] | null>(null)
  const [isReading, setReading] = useState(false)
  const [asked, setAsked] = useState<{ campaigns: Campaign[]; desired: boolean } | null>(null)

  const selected = campaigns.filter(({ id }) => selection[id])
  const isAll = everything !== null && selected.length === campaigns.length
  const chosen = isAll ? everything : selected

  const selectAll = async () => {
    setReading(true)
    try {
      const found = await readMatching(workspace.id, filters)
      setEverything(found)
      onSelection(Object.fromEntries(found.map(({ id }) => [id, true])))
    } catch (error) {
      notifyError('Could not read all campaigns', {
        description: reasonOf(error),
      })
    } finally {
      setReading(false)
    }
  }
  const clear = () => {
    setEverything(null)
    onSelection({})
  }

  return (
    <>
      {selected.length > 0 && (
        <BulkBar
          count={selected.length}
          total={isAll ? everything.length : total}
          isAll={isAll}
          isBusy={isSending || isReading}
          onAll={() => void selectAll()}
          onToggle={(desired) => setAsked({ campaigns: chosen, desired })}
          onClear={clear}
        />
      )}
      {asked && (
        <BulkConfirm
          {...asked}
          onClose={() => setAsked(null)}
          onConfirm={() => {
            void run(asked.campaigns, asked.desired)
            clear()
          }}
        />
      )}
      {bulk && (
        <BatchResult
          bulk={bulk}
          isSending={isSending}
          onClose={close}
          onRetry={(ids) =>
            void run(
              ids.flatMap((id) => knownCampaign(id) ?? []),
              bulk.desired,
            )
          }
        />
      )}
    </>
  )
}
