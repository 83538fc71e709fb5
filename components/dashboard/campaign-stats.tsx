'use client'

import { flexRender, type SortingState, useTable } from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/ui/cn'
import { plural } from '@/lib/ui/time'
import { statsColumns, statsFeatures } from './campaign-stats-columns'
import { NoEvents } from './no-events'
import type { WidgetProps } from './widget-props'

const FIRST_ROWS = 10

export function CampaignStats({ data, range }: WidgetProps) {
  const columns = useMemo(() => statsColumns(range), [range])
  const [sorting, setSorting] = useState<SortingState>([{ id: 'sends', desc: true }])
  const [isWhole, setWhole] = useState(false)
  const table = useTable({
    features: statsFeatures,
    columns,
    data: data.campaigns,
    getRowId: (row) => row.campaign_id ?? 'unknown',
    state: { sorting },
    onSortingChange: setSorting,
    enableSortingRemoval: false,
  })
  const { rows } = table.getRowModel()
  if (rows.length === 0) {
    return <NoEvents what="results">A campaign appears here with its first event.</NoEvents>
  }
  const shown = isWhole ? rows : rows.slice(0, FIRST_ROWS)
  return (
    <div className={cn(rows.length > FIRST_ROWS && 'pb-2')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="overflow-x-auto" aria-label="Results by campaign" tabIndex={0}>
        <table className="w-full min-w-3xl border-separate border-spacing-0 text-sm tabular-nums">
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id}>
                {group.headers.map((header) => (
                  <th
                    key={header.id}
                    scope="col"
                    aria-sort={ARIA_SORT[String(header.column.getIsSorted())]}
                    className={cn(
                      CELL,
                      'h-8 border-t font-normal text-muted-foreground text-xs',
                      header.column.id === 'name' && NAME,
                    )}
                  >
                    <button
                      type="button"
                      onClick={header.column.getToggleSortingHandler()}
                      className={cn(
                        'touch-target inline-flex items-center gap-1 rounded hover:text-foreground',
                        header.column.id !== 'name' && 'flex-row-reverse',
                      )}
                    >
                      {flexRender(header.column.columnDef.header, header.getContext())}
                      <SortMark direction={header.column.getIsSorted()} />
                    </button>
                  </th>
                ))}
              </tr>
            ))}
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id} className="group/row" data-campaign={row.id}>
                {row.getAllCells().map((cell) => (
                  <td
                    key={cell.id}
                    data-column={cell.column.id}
                    className={cn(
                      CELL,
                      'h-10 group-hover/row:bg-accent',
                      rows.length <= FIRST_ROWS && 'group-last/row:border-b-0',
                      cell.column.id === 'name' && NAME,
                    )}
                  >
                    {flexRender(cell.column.columnDef.cell, cell.getContext())}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > FIRST_ROWS && (
        <div className="flex justify-center pt-2">
          <Button variant="ghost" size="sm" onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Show fewer' : `Show all ${plural(rows.length, 'campaign')}`}
          </Button>
        </div>
      )}
    </div>
  )
}

const CELL = 'whitespace-nowrap border-b px-3 text-right last:pr-4'
const NAME = 'sticky left-0 z-[1] max-w-36 truncate md:max-w-72 bg-card pl-4 text-left!'
const ARIA_SORT: Record<string, 'ascending' | 'descending' | 'none'> = {
  asc: 'ascending',
  desc: 'descending',
  false: 'none',
}

function SortMark({ direction }: { direction: false | 'asc' | 'desc' }) {
  const Icon = direction === 'asc' ? ArrowUp : ArrowDown
  return <Icon className={cn('size-3 stroke-2', !direction && 'opacity-0')} aria-hidden />
}
