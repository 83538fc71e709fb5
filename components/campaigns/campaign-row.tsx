// biome-ignore-all lint/a11y/useSemanticElements: laid out by grid, which strips the semantics of table elements
'use client'

import { flexRender, type Row } from '@tanstack/react-table'
import { memo } from 'react'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { cn } from '@/lib/ui/cn'
import { CARD_GRID, CELL, type campaignFeatures, ROW_GRID } from './columns'

type RowProps = {
  row: Row<typeof campaignFeatures, Campaign>
  index: number
  isSelected: boolean
  isActive: boolean
  isTinted: boolean
  onFocus: (index: number) => void
}

/** A line of the table from md up, a card below. */
export const CampaignRow = memo(function CampaignRow({
  row,
  index,
  isSelected,
  isActive,
  isTinted,
  onFocus,
}: RowProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-selected={isSelected || undefined}
      tabIndex={isActive ? 0 : -1}
      onFocus={() => onFocus(index)}
      className={cn(
        'group grid h-24 grid-rows-[24px_20px_16px] content-center items-center gap-x-3 gap-y-0.5 md:grid-rows-1 md:content-stretch border-b px-4 py-2.5 text-sm transition-colors duration-120 focus-visible:outline-offset-[-2px] md:h-11 md:px-6 md:py-0',
        'hover:bg-accent/50 data-selected:bg-primary-subtle',
        CARD_GRID,
        'md:[grid-template-areas:none]',
        ROW_GRID,
        isTinted && 'animate-tint',
      )}
    >
      {row.getAllCells().map((cell) => (
        <div key={cell.id} role="cell" className={cn('flex min-w-0 items-center', CELL[cell.column.id]?.cell)}>
          {flexRender(cell.column.columnDef.cell, cell.getContext())}
        </div>
      ))}
    </div>
  )
}, isSameRow)

/** The table makes new row objects with every answer; a row is the same when what it shows is. */
function isSameRow(before: RowProps, after: RowProps): boolean {
  return (
    before.row.original === after.row.original &&
    before.index === after.index &&
    before.isSelected === after.isSelected &&
    before.isActive === after.isActive &&
    before.isTinted === after.isTinted &&
    before.onFocus === after.onFocus
  )
}
