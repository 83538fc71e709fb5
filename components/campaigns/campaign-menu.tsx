'use client'

import { Copy, Link2, Play, RefreshCw, Trash2 } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { executeCampaign, syncCampaign } from '@/hooks/campaign-requests'
import { useWriteBlock } from '@/hooks/use-toggles'
import { useWorkspace } from '@/hooks/use-workspace'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { notify, notifyError, reasonOf } from '@/lib/ui/toast'

export type CampaignAct = 'link' | 'delete'

type MenuProps = { campaign: Campaign; onAct: (act: CampaignAct) => void }

export function CampaignMenu({ trigger, ...props }: MenuProps & { trigger: ReactElement }) {
  const [open, setOpen] = useState(true)
  return (
    <DropdownMenu open={open} onOpenChange={setOpen} modal={false}>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      {open && <Items {...props} />}
    </DropdownMenu>
  )
}

function Items({ campaign, onAct }: MenuProps) {
  const { workspace, can } = useWorkspace()
  const writeBlock = useWriteBlock('campaigns.execute')
  const runBlock = writeBlock ?? (campaign.n8n_workflow_id ? null : 'Link a workflow first.')
  const deletable = !campaign.desired_active
  return (
    <DropdownMenuContent align="end">
      {can('campaigns.execute') && (
        <DropdownMenuItem
          disabled={runBlock !== null}
          onSelect={() =>
            attempt('Run requested', 'The run was not started', () => executeCampaign(workspace.id, campaign.id))
          }
        >
          <Play />
          Run now
        </DropdownMenuItem>
      )}
      {can('sync.trigger') && (
        <DropdownMenuItem
          disabled={writeBlock !== null}
          onSelect={() =>
            attempt('Checked', 'The engine could not be asked', () => syncCampaign(workspace.id, campaign.id))
          }
        >
          <RefreshCw />
          Check now
        </DropdownMenuItem>
      )}
      <DropdownMenuItem
        onSelect={() => void navigator.clipboard.writeText(campaign.id).then(() => notify('Id copied'))}
      >
        <Copy />
        Copy id
      </DropdownMenuItem>
      {can('campaigns.link') && (
        <>
          <DropdownMenuSeparator />
          <DropdownMenuItem disabled={writeBlock !== null} onSelect={() => onAct('link')}>
            <Link2 />
            {campaign.n8n_workflow_id ? 'Change workflow' : 'Link workflow'}
          </DropdownMenuItem>
        </>
      )}
      {can('campaigns.delete') && (
        <DropdownMenuItem
          variant="destructive"
          disabled={writeBlock !== null || !deletable}
          onSelect={() => onAct('delete')}
        >
          <Trash2 />
          {deletable ? 'Delete' : 'Delete (pause it first)'}
        </DropdownMenuItem>
      )}
    </DropdownMenuContent>
  )
}

async function attempt(done: string, failed: string, run: () => Promise<unknown>): Promise<void> {
  try {
    await run()
    notify(done, { duration: 2500 })
  } catch (error) {
    notifyError(failed, { description: reasonOf(error) })
  }
}
