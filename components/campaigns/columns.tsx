'use client'

import { createColumnHelper, rowSelectionFeature, tableFeatures } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import { NavLink } from '@/components/layout/nav-link'
import { TimeText } from '@/components/shared/time-text'
import { Checkbox } from '@/components/ui/checkbox'
import { useWorkspace } from '@/hooks/use-workspace'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { formatCount } from '@/lib/ui/time'
import { CampaignToggle } from './campaign-toggle'
import { RowActions } from './row-actions'
import { TruthChip } from './truth-chip'

export const campaignFeatures = tableFeatures({ rowSelectionFeature })
const helper = createColumnHelper<typeof campaignFeatures, Campaign>()

/** Where each cell goes: a column from md up, an area of the card below. */
export const ROW_GRID =
  'md:grid-cols-[20px_40px_minmax(120px,1fr)_236px_88px_28px] lg:grid-cols-[20px_40px_minmax(140px,1.3fr)_244px_minmax(100px,1fr)_112px_88px_88px_28px]'
export const CARD_GRID =
  'grid-cols-[44px_1fr_auto] [grid-template-areas:"switch_name_menu"_"switch_chip_menu"_"switch_runs_last"]'

export const CELL: Record<string, { cell: string; head: string }> = {
  select: { cell: 'max-md:hidden md:justify-center', head: 'justify-center' },
  switch: { cell: '[grid-area:switch] pt-1 md:[grid-area:auto] md:pt-0', head: '' },
  name: { cell: '[grid-area:name] md:[grid-area:auto]', head: '' },
  status: { cell: '[grid-area:chip] md:[grid-area:auto]', head: '' },
  workflow: { cell: 'max-lg:hidden', head: 'max-lg:hidden' },
  executions: {
    cell: '[grid-area:runs] text-muted-foreground md:max-lg:hidden lg:[grid-area:auto] lg:justify-end lg:text-foreground',
    head: 'max-lg:hidden justify-end',
  },
  last_run: {
    cell: '[grid-area:last] justify-end text-muted-foreground md:[grid-area:auto]',
    head: 'justify-end',
  },
  synced: { cell: 'max-lg:hidden justify-end text-muted-foreground', head: 'max-lg:hidden justify-end' },
  menu: { cell: '[grid-area:menu] -mr-3 justify-end md:[grid-area:auto] md:-mr-1', head: '' },
}

export const campaignColumns = helper.columns([
  helper.display({
    id: 'select',
    header: ({ table }) => (
      <ForBulk>
        <Checkbox
          aria-label="Select all loaded campaigns"
          checked={table.getIsAllRowsSelected()}
          indeterminate={!table.getIsAllRowsSelected() && table.getIsSomeRowsSelected()}
          onChange={(event) => table.toggleAllRowsSelected(event.target.checked)}
        />
      </ForBulk>
    ),
    cell: ({ row, table }) => (
      <ForBulk>
        <Checkbox
          aria-label={`Select ${row.original.name}`}
          checked={row.getIsSelected()}
          onChange={(event) => table.getRow(row.id).getToggleSelectedHandler()(event)}
        />
      </ForBulk>
    ),
  }),
  helper.display({
    id: 'switch',
    header: () => <span className="sr-only">On or off</span>,
    cell: ({ row }) => <CampaignToggle campaign={row.original} describedBy={`chip-${row.id}`} />,
  }),
  helper.display({
    id: 'name',
    header: 'Campaign',
    cell: ({ row }) => (
      <NavLink
        href={`/campaigns/${row.id}`}
        prefetch={false}
        dir="auto"
        className="truncate rounded text-left font-medium text-sm hover:underline hover:underline-offset-4 max-md:text-base"
      >
        {row.original.name}
      </NavLink>
    ),
  }),
  helper.display({
    id: 'status',
    header: 'Status',
    cell: ({ row }) => <TruthChip campaign={row.original} id={`chip-${row.id}`} className="w-full" />,
  }),
  helper.display({
    id: 'workflow',
    header: 'Workflow',
    cell: ({ row }) => <WorkflowName campaign={row.original} />,
  }),
  helper.display({
    id: 'executions',
    header: 'Executions',
    cell: ({ row }) => <Executions executions={row.original.executions} />,
  }),
  helper.display({
    id: 'last_run',
    header: 'Last run',
    cell: ({ row }) => (
      <span className="tabular-nums max-md:text-xs">
        <TimeText at={row.original.executions.last_at} empty="never" />
      </span>
    ),
  }),
  helper.display({
    id: 'synced',
    header: 'Synced',
    cell: ({ row }) => <TimeText at={row.original.sync.last_sync_at} className="tabular-nums" />,
  }),
  helper.display({
    id: 'menu',
    header: () => <span className="sr-only">Actions</span>,
    cell: ({ row }) => <RowActions campaign={row.original} />,
  }),
])

/** Selecting serves nobody who may not switch. */
function ForBulk({ children }: { children: ReactNode }) {
  return useWorkspace().can('campaigns.toggle') ? children : null
}

function WorkflowName({ campaign: { n8n_workflow_id: id, n8n_workflow_name: name } }: { campaign: Campaign }) {
  if (!id) return <span className="text-muted-foreground">Not linked</span>
  return (
    <span className="truncate text-muted-foreground" title={name ? `${name} (${id})` : id}>
      {name ?? <span className="font-mono text-xs">{id}</span>}
    </span>
  )
}

function Executions({ executions: { total, failed } }: { executions: Campaign['executions'] }) {
  return (
    <span className="tabular-nums max-md:text-xs">
      {formatCount(total)}
      <span className="md:hidden"> executions</span>
      {failed > 0 && <span className="text-destructive"> · {formatCount(failed)} failed</span>}
    </span>
  )
}
