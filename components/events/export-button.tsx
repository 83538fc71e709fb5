'use client'

import { Download, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import type { EventFilters } from '@/hooks/keys'
import { useEventsExport } from '@/hooks/use-events-export'
import { useWorkspace } from '@/hooks/use-workspace'
import { formatCount } from '@/lib/ui/time'

/** Saves everything that matches as CSV. It holds addresses of people, so it is for those who may export contacts. */
export function ExportButton({
  filters,
  disabled,
}: {
  filters: EventFilters & { start: string; end: string }
  disabled: boolean
}) {
  const { can } = useWorkspace()
  const { state, start, cancel } = useEventsExport(filters)
  if (!can('contacts.export')) return null
  if (!state) {
    return (
      <Tooltip content="All events that match, as CSV" side="bottom">
        <Button variant="outline" onClick={start} disabled={disabled}>
          <Download aria-hidden />
          Export
        </Button>
      </Tooltip>
    )
  }
  return (
    <span className="flex items-center gap-1">
      <span role="status" className="text-muted-foreground text-xs tabular-nums">
        {`${formatCount(state.rows)} rows${state.waiting ? ', waiting for the server' : ''}`}
      </span>
      <Button variant="outline" onClick={cancel}>
        <X aria-hidden />
        Cancel export
      </Button>
    </span>
  )
}
