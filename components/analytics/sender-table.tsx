'use client'

import { flexRender, useTable } from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { useWorkspace } from '@/hooks/use-workspace'
import type { BreakdownRow } from '@/lib/metrics/schemas'
import { sendersTable } from '@/lib/ui/analytics-csv'
import { cn } from '@/lib/ui/cn'
import { csvName } from '@/lib/ui/csv'
import type { DateRange } from '@/lib/ui/date-range'
import { SENDER_COLUMNS, type SenderSort } from '@/lib/ui/sender-sort'
import { plural } from '@/lib/ui/time'
import { CsvButton } from './csv-button'
import { senderColumns, senderFeatures, senderName } from './sender-columns'

const FIRST = 50
const CELL =
  'h-10 whitespace-nowrap border-b px-3 text-right tabular-nums first:sticky first:left-0 first:bg-card first:text-left'

/** What each mailbox sent and what came of it; sorted by any column, and saved as it is sorted. */
export function SenderTable({
  rows: data,
  range,
  sort: { sort, dir },
  onSort,
}: {
  rows: BreakdownRow[]
  range: DateRange
  sort: SenderSort
  onSort: (sort: SenderSort) => void
}) {
  const { workspace } = useWorkspace()
  const [isWhole, setWhole] = useState(false)
  const columns = useMemo(() => senderColumns(data), [data])
  const sorting = [{ id: sort, desc: dir === 'desc' }]
  const table = useTable({
    features: senderFeatures,
    columns,
    data,
    getRowId: (row) => row.key ?? 'none',
    state: { sorting },
    enableSortingRemoval: false,
    onSortingChange: (update) => {
      const [next] = typeof update === 'function' ? update(sorting) : update
      const column = SENDER_COLUMNS.find((each) => each === next?.id)
      if (next && column) onSort({ sort: column, dir: next.desc ? 'desc' : 'asc' })
    },
  })
  const { rows } = table.getRowModel()
  const shown = isWhole ? rows : rows.slice(0, FIRST)
  return (
    <>
      <div className="-mx-4 overflow-x-auto">
        <table className="w-full border-separate border-spacing-0 text-sm">
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id}>
                {group.headers.map((header) => {
                  const { column } = header
                  const sorted = column.getIsSorted()
                  const Arrow = sorted === 'asc' ? ArrowUp : ArrowDown
                  return (
                    <th
                      key={header.id}
                      scope="col"
                      aria-sort={sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : 'none'}
                      className={cn(CELL, 'h-8 font-normal text-muted-foreground text-xs first:pl-4 last:pr-4')}
                    >
                      <button
                        type="button"
                        onClick={column.getToggleSortingHandler()}
                        className={cn(
                          'touch-target inline-flex items-center gap-1 rounded hover:text-foreground',
                          sorted && 'text-foreground',
                        )}
                      >
                        {flexRender(column.columnDef.header, header.getContext())}
                        {/* Before the word of a right-aligned column: its last letter stands over the last digit. */}
                        <Arrow
                          className={cn('size-3', header.index > 0 && '-order-1', !sorted && 'invisible')}
                          aria-hidden
                        />
                      </button>
                    </th>
                  )
                })}
              </tr>
            ))}
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id} className="group">
                {row.getAllCells().map((cell) => (
                  <td
                    key={cell.id}
                    className={cn(CELL, 'first:pl-4 last:pr-4 group-last:border-0 group-hover:bg-accent/50')}
                  >
                    {flexRender(cell.column.columnDef.cell, cell.getContext())}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="mt-3 flex items-center justify-between gap-2 text-muted-foreground text-xs">
        <span>{plural(rows.length, 'sender')}</span>
        <span className="flex gap-2">
          {rows.length > shown.length && (
            <Button variant="outline" size="sm" onClick={() => setWhole(true)}>
              Show all
            </Button>
          )}
          <CsvButton
            label="senders"
            name={csvName('senders', workspace.slug, range)}
            table={() => sendersTable(rows.map(named), range, workspace.timezone)}
          />
        </span>
      </div>
    </>
  )
}

const named = ({ original }: { original: BreakdownRow }) => ({ ...original, name: senderName(original) })
