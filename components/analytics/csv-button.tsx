'use client'

import { Download } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import { type CsvTable, csvOf, saveCsv } from '@/lib/ui/csv'
import { notifyError, reasonOf } from '@/lib/ui/toast'

/** Saves the table beside it as CSV. */
export function CsvButton({ label, name, table }: { label: string; name: string; table: (() => CsvTable) | null }) {
  const save = async () => {
    if (!table) return
    try {
      saveCsv(name, await csvOf(table()))
    } catch (error) {
      notifyError('The table could not be exported', { description: reasonOf(error) })
    }
  }
  return (
    <Tooltip content="Export as CSV">
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Export ${label} as CSV`}
        disabled={table === null}
        onClick={() => void save()}
        className="text-muted-foreground"
      >
        <Download aria-hidden />
      </Button>
    </Tooltip>
  )
}
