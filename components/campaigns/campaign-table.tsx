// biome-ignore-all lint/a11y/useSemanticElements: laid out by grid, which strips the semantics of table elements
'use client'

import { flexRender, type RowSelectionState, useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { useIsNarrow } from '@/hooks/use-is-narrow'
import { useTinted } from '@/hooks/use-tinted'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { cn } from '@/lib/ui/cn'
import { CampaignRow } from './campaign-row'
import { CELL, campaignColumns, campaignFeatures, ROW_GRID } from './columns'
import { useTableKeys } from './use-table-keys'

/** Below this every row is in the document; above it only those near the window are. */
const VIRTUAL_FROM = 100
const ROW = 44
const CARD = 96
const OVERSCAN = 8
const LOAD_AHEAD = 30
/** What the server renders before the real window is known. */
const FIRST_WINDOW = { width: 1440, height: 900 }

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
  const isVirtual = total > VIRTUAL_FROM && rows.length > 0
  const rowHeight = useIsNarrow() ? CARD : ROW
  const virtualizer = useVirtualizer({
    count: rows.length,
    enabled: isVirtual,
    getScrollElement: () => document.getElementById('main'),
    estimateSize: () => rowHeight,
    scrollMargin: body.current?.offsetTop ?? 0,
    overscan: OVERSCAN,
    initialRect: FIRST_WINDOW,
    getItemKey: (index) => rows[index]?.id ?? index,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: cards and rows differ in height
  useEffect(() => virtualizer.measure(), [rowHeight])

  const items = isVirtual ? virtualizer.getVirtualItems() : null
  const first = items?.[0]?.index ?? 0
  const last = items?.at(-1)?.index ?? rows.length - 1
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= rows.length - LOAD_AHEAD && isNearEnd(body.current)) onLoadMore()
  }, [hasMore, isLoadingMore, last, rows.length, onLoadMore])
  useLoadOnScroll(body, hasMore && !isLoadingMore, onLoadMore)

  const tinted = useTinted(campaigns)
  useTableKeys({ table, body, active, setActive, scrollTo: (index) => isVirtual && virtualizer.scrollToIndex(index) })

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
        <div style={{ height: first * rowHeight }} aria-hidden />
        {rows.slice(first, last + 1).map((row, offset) => (
          <CampaignRow
            key={row.id}
            row={row}
            index={first + offset}
            isSelected={selection[row.id] === true}
            isActive={active === first + offset}
            isTinted={tinted.has(row.id)}
            onFocus={setActive}
          />
        ))}
        <div style={{ height: Math.max(0, rows.length - 1 - last) * rowHeight }} aria-hidden />
      </div>
      {hasMore && <div className="h-11 px-4 py-3 text-center text-muted-foreground text-xs">Loading more</div>}
    </div>
  )
}

const isNearEnd = (body: HTMLElement | null): boolean => {
  const scroller = document.getElementById('main')
  if (!body || !scroller) return false
  return body.getBoundingClientRect().bottom - scroller.getBoundingClientRect().bottom < LOAD_AHEAD * ROW
}

function useLoadOnScroll(body: React.RefObject<HTMLElement | null>, enabled: boolean, load: () => void): void {
  useEffect(() => {
    const scroller = document.getElementById('main')
    if (!enabled || !scroller) return
    const onScroll = () => isNearEnd(body.current) && load()
    scroller.addEventListener('scroll', onScroll, { passive: true })
    return () => scroller.removeEventListener('scroll', onScroll)
  }, [body, enabled, load])
}
