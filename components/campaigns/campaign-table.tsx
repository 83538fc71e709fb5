// biome-ignore-all lint/a11y/useSemanticElements: laid out by grid, which strips the semantics of table elements
'use client'

import { flexRender, type RowSelectionState, useTable } from '@tanstack/react-table'
import { lazy, type ReactNode, useRef, useState } from 'react'
import { useIsNarrow } from '@/hooks/use-is-narrow'
import { useLoadMore } from '@/hooks/use-load-more'
import { useTinted } from '@/hooks/use-tinted'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { cn } from '@/lib/ui/cn'
import { Following } from '@/lib/ui/late'
import { CampaignRow } from './campaign-row'
import { CELL, campaignColumns, campaignFeatures, ROW_GRID } from './columns'
import { useTableKeys } from './use-table-keys'

const fetchVirtualRows = () => import('@/components/shared/virtual-rows')
const VirtualRows = lazy(() => fetchVirtualRows().then((module) => ({ default: module.VirtualRows })))

/** Below this every row is in the document; above it only those near the window are. */
const VIRTUAL_FROM = 100
const ROW = 44
const CARD = 96
const FIRST_ROWS = 28

export function CampaignTable({
  campaigns,
  total,
  selection,
  onSelection,
  hasMore,
  isLoadingMore,
  onLoadMore,
}: {
  campaigns: Campaign[]
  total: number
  selection: RowSelectionState
  onSelection: React.Dispatch<React.SetStateAction<RowSelectionState>>
  hasMore: boolean
  isLoadingMore: boolean
  onLoadMore: () => void
}) {
  const table = useTable({
    features: campaignFeatures,
    columns: campaignColumns,
    data: campaigns,
    getRowId: (campaign) => campaign.id,
    state: { rowSelection: selection },
    onRowSelectionChange: onSelection,
  })
  const { rows } = table.getRowModel()
  const [active, setActive] = useState(0)
  const body = useRef<HTMLDivElement>(null)
  const rowHeight = useIsNarrow() ? CARD : ROW
  const tinted = useTinted(campaigns)
  useLoadMore({ body, isEnabled: hasMore && !isLoadingMore, load: onLoadMore, rows: rows.length })
  useTableKeys({ table, body, active, rowHeight })

  const renderRow = (index: number) => {
    const row = rows[index]
    return (
      row && (
        <CampaignRow
          key={row.id}
          row={row}
          index={index}
          isSelected={selection[row.id] === true}
          isActive={active === index}
          isTinted={tinted.has(row.id)}
          onFocus={setActive}
        />
      )
    )
  }
  return (
    <div role="table" aria-label="Campaigns" aria-rowcount={total + 1}>
      <div role="rowgroup" className="sticky top-0 z-10 hidden border-b bg-background md:block">
        {table.getHeaderGroups().map((group) => (
          // biome-ignore lint/a11y/useFocusableInteractive: a header row takes no focus
          <div
            key={group.id}
            role="row"
            aria-rowindex={1}
            className={cn('grid h-8 items-center gap-x-3 px-6', ROW_GRID)}
          >
            {group.headers.map((header) => (
              // biome-ignore lint/a11y/useFocusableInteractive: nothing to do on it
              <div
                key={header.id}
                role="columnheader"
                className={cn('flex items-center text-muted-foreground text-xs', CELL[header.column.id]?.head)}
              >
                {flexRender(header.column.columnDef.header, header.getContext())}
              </div>
            ))}
          </div>
        ))}
      </div>
      <div role="rowgroup" ref={body}>
        {total > VIRTUAL_FROM ? (
          <Following
            fetchPart={fetchVirtualRows}
            fallback={<FirstRows count={rows.length} rowHeight={rowHeight} renderRow={renderRow} />}
          >
            <VirtualRows count={rows.length} rowHeight={rowHeight} body={body} renderRow={renderRow} />
          </Following>
        ) : (
          rows.map((_, index) => renderRow(index))
        )}
      </div>
      {hasMore && <div className="h-11 px-4 py-3 text-center text-muted-foreground text-xs">Loading more</div>}
    </div>
  )
}

/** As many rows as fill a screen and the room of the rest, until the virtual ones take over in the same place. */
function FirstRows({
  count,
  rowHeight,
  renderRow,
}: {
  count: number
  rowHeight: number
  renderRow: (index: number) => ReactNode
}) {
  const shown = Math.min(count, FIRST_ROWS)
  return (
    <>
      {Array.from({ length: shown }, (_, index) => renderRow(index))}
      <div style={{ height: (count - shown) * rowHeight }} aria-hidden />
    </>
  )
}
