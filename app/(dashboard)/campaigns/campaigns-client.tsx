'use client'

import type { RowSelectionState } from '@tanstack/react-table'
import { Plus } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { useRef, useState } from 'react'
import { CampaignTable } from '@/components/campaigns/campaign-table'
import { SkeletonRows } from '@/components/campaigns/campaigns-skeleton'
import { CampaignToolbar } from '@/components/campaigns/toolbar'
import { ErrorState } from '@/components/shared/error-state'
import { Stale } from '@/components/shared/stale'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import type { CampaignFilters } from '@/hooks/keys'
import { type CampaignsPage, useCampaigns } from '@/hooks/use-campaigns'
import { useHotkeys } from '@/hooks/use-hotkeys'
import { useWriteBlock } from '@/hooks/use-toggles'
import { useWorkspace } from '@/hooks/use-workspace'
import { late } from '@/lib/ui/late'
import { formatCount } from '@/lib/ui/time'
import { notify } from '@/lib/ui/toast'
import { campaignSearchParams } from './search-params'

const BulkActions = late(() => import('@/components/campaigns/bulk-actions').then((module) => module.BulkActions))
const NoCampaigns = late(() => import('@/components/campaigns/no-campaigns').then((module) => module.NoCampaigns))
const NewCampaignSheet = late(() =>
  import('@/components/campaigns/new-campaign-sheet').then((module) => module.NewCampaignSheet),
)

type Initial = { workspaceId: string; filters: CampaignFilters; first: CampaignsPage }

export function CampaignsClient({ initial }: { initial: Initial }) {
  const { workspace, can } = useWorkspace()
  const [{ q, status, new: creating }, setQuery] = useQueryStates(campaignSearchParams)
  const filters: CampaignFilters = { search: q.trim().slice(0, 100), status }
  const list = useCampaigns(filters, isSame(initial, workspace.id, filters) ? initial.first : undefined)
  const [selection, setSelection] = useState<RowSelectionState>({})
  const setCreating = (open: boolean) => void setQuery({ new: open || null })
  // Once used it stays, because it follows a bulk change to its end after the selection is gone.
  const [bulkUsed, setBulkUsed] = useState(false)
  if (!bulkUsed && Object.keys(selection).length > 0) setBulkUsed(true)
  const searchBox = useRef<HTMLInputElement>(null)
  const createBlock = useWriteBlock('campaigns.create')
  const isFiltered = q !== '' || status.length > 0
  const create = () => !createBlock && setCreating(true)
  const clear = () => void setQuery({ q: null, status: null })
  useHotkeys({
    '/': () => searchBox.current?.focus(),
    n: () => create(),
    escape: () => setSelection({}),
  })

  return (
    <div className="mx-auto max-w-[1440px] pb-24">
      <div className="flex min-h-[60px] items-center justify-between gap-4 px-4 pt-3 md:px-6">
        <h1 className="font-semibold text-xl tracking-[-0.01em]">
          Campaigns{' '}
          <span className="ml-1 font-normal text-base text-muted-foreground tabular-nums">
            {formatCount(list.total)}
          </span>
        </h1>
        {can('campaigns.create') && (
          <Tooltip content={createBlock} side="bottom">
            <Button onClick={create} aria-disabled={createBlock ? true : undefined}>
              <Plus />
              New campaign
            </Button>
          </Tooltip>
        )}
      </div>
      <div className="px-4 py-3 md:px-6">
        <CampaignToolbar
          search={q}
          onSearch={(text) => void setQuery({ q: text || null })}
          status={status}
          onStatus={(next) => void setQuery({ status: next.length > 0 ? next : null })}
          searchRef={searchBox}
        />
      </div>
      <div className="border-t">
        {list.error && (list.isStale || list.campaigns.length === 0) ? (
          <ErrorState title="Campaigns could not be read" error={list.error} onRetry={() => void list.refresh()} />
        ) : list.isLoading ? (
          <SkeletonRows />
        ) : list.campaigns.length === 0 ? (
          <NoCampaigns isFiltered={isFiltered} onClear={clear} onCreate={can('campaigns.create') ? create : null} />
        ) : (
          <Stale when={list.isStale}>
            <CampaignTable
              campaigns={list.campaigns}
              total={list.total}
              selection={selection}
              onSelection={setSelection}
              hasMore={list.hasMore}
              isLoadingMore={list.isLoadingMore}
              onLoadMore={list.loadMore}
            />
          </Stale>
        )}
      </div>
      {bulkUsed && (
        <BulkActions
          campaigns={list.campaigns}
          total={list.total}
          filters={filters}
          selection={selection}
          onSelection={setSelection}
        />
      )}
      {creating && !createBlock && (
        <NewCampaignSheet
          onClose={() => setCreating(false)}
          onCreated={({ name }) => {
            setCreating(false)
            notify(`Created ${name}`)
          }}
        />
      )}
    </div>
  )
}

const isSame = (initial: Initial, workspaceId: string, filters: CampaignFilters): boolean =>
  initial.workspaceId === workspaceId &&
  initial.filters.search === filters.search &&
  initial.filters.status.join() === filters.status.join()
