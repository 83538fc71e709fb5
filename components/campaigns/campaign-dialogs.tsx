'use client'

import { useState } from 'react'
import { ConfirmDialog } from '@/components/shared/confirm-dialog'
import { FormField } from '@/components/shared/form-field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter, DialogHeader } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { linkWorkflow, removeCampaign } from '@/hooks/campaign-requests'
import { useWorkspace } from '@/hooks/use-workspace'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { notify, reasonOf } from '@/lib/ui/toast'
import type { CampaignAct } from './campaign-menu'

type DialogProps = { campaign: Campaign; onClose: () => void }

export function CampaignDialogs({
  act,
  onRemoved,
  ...props
}: DialogProps & { act: CampaignAct; onRemoved: () => void }) {
  return act === 'link' ? <LinkDialog {...props} /> : <DeleteDialog {...props} onRemoved={onRemoved} />
}

function DeleteDialog({ campaign, onClose, onRemoved }: DialogProps & { onRemoved: () => void }) {
  const { workspace } = useWorkspace()
  const everRan = campaign.executions.total > 0 || campaign.last_send_at !== null
  return (
    <ConfirmDialog
      title={`Delete ${campaign.name}?`}
      action="Delete campaign"
      destructive
      typed={everRan ? { label: `Type ${campaign.name} to confirm`, value: campaign.name } : undefined}
      onClose={onClose}
      onConfirm={async () => {
        await removeCampaign(workspace.id, campaign.id)
        notify(`Deleted ${campaign.name}`)
        onRemoved()
      }}
    >
      The campaign and its settings go. Its workflow stays in the engine, and what was recorded stays in the audit log.
    </ConfirmDialog>
  )
}

function LinkDialog({ campaign, onClose }: DialogProps) {
  const { workspace } = useWorkspace()
  const [workflowId, setWorkflowId] = useState(campaign.n8n_workflow_id ?? '')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const link = async (id: string | null) => {
    setBusy(true)
    setFailure(null)
    try {
      const linked = await linkWorkflow(workspace.id, campaign.id, id)
      notify(id ? `Linked to ${linked.n8n_workflow_name ?? id}` : 'Workflow unlinked')
      onClose()
    } catch (error) {
      setFailure(reasonOf(error))
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader title={campaign.n8n_workflow_id ? 'Change workflow' : 'Link workflow'}>
          The workflow that the switch of {campaign.name} starts and stops.
        </DialogHeader>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void link(workflowId.trim())
          }}
        >
          <FormField
            label="Workflow id in n8n"
            hint="The last part of the workflow's address in n8n."
            error={failure ?? undefined}
          >
            {(field) => (
              <Input
                className="font-mono"
                value={workflowId}
                onChange={(event) => setWorkflowId(event.target.value)}
                pattern="[\w\-]{1,64}"
                required
                autoComplete="off"
                {...field}
              />
            )}
          </FormField>
          <DialogFooter>
            {campaign.n8n_workflow_id && !campaign.desired_active && (
              <Button variant="outline" className="md:mr-auto" disabled={busy} onClick={() => void link(null)}>
                Unlink
              </Button>
            )}
            <Button variant="outline" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" busy={busy}>
              Link
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
