'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { FormField } from '@/components/shared/form-field'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Sheet, SheetContent, SheetHeader } from '@/components/ui/sheet'
import { createCampaign } from '@/hooks/campaign-requests'
import { useWorkspace } from '@/hooks/use-workspace'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { reasonOf } from '@/lib/ui/toast'
import { CampaignFields } from './campaign-fields'
import { CampaignForm, type CampaignValues } from './campaign-form'

export function NewCampaignSheet({
  onClose,
  onCreated,
}: {
  onClose: () => void
  onCreated: (campaign: Campaign) => void
}) {
  const { workspace, can } = useWorkspace()
  const [failure, setFailure] = useState<string | null>(null)
  const { register, handleSubmit, formState } = useForm<CampaignValues>({
    resolver: zodResolver(CampaignForm),
    defaultValues: { name: '', description: '', daily_limit: 50, timezone: workspace.timezone, n8n_workflow_id: '' },
  })
  const submit = handleSubmit(async (values) => {
    setFailure(null)
    try {
      const { n8n_workflow_id: workflowId, description, ...rest } = values
      const input = { ...rest, ...(description && { description }), ...(workflowId && { n8n_workflow_id: workflowId }) }
      onCreated(await createCampaign(workspace.id, input))
    } catch (error) {
      setFailure(reasonOf(error))
    }
  })
  const { errors, isSubmitting } = formState
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent>
        <SheetHeader title="New campaign" description="It starts switched off." />
        <form onSubmit={submit} noValidate className="flex min-h-0 flex-1 flex-col">
          <div className="grid min-h-0 flex-1 content-start gap-4 overflow-y-auto px-5 py-4">
            <CampaignFields register={register} errors={errors} zone={workspace.timezone} />
            {can('campaigns.link') && (
              <FormField
                label="Workflow id in n8n"
                hint="Optional; can be linked later."
                error={errors.n8n_workflow_id && 'Letters, digits, - and _ only.'}
              >
                {(field) => (
                  <Input className="font-mono" autoComplete="off" {...field} {...register('n8n_workflow_id')} />
                )}
              </FormField>
            )}
            <p role="alert" className="text-destructive text-sm empty:hidden">
              {failure}
            </p>
          </div>
          <div className="flex justify-end gap-2 border-t px-5 py-3">
            <Button variant="outline" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" busy={isSubmitting}>
              Create campaign
            </Button>
          </div>
        </form>
      </SheetContent>
    </Sheet>
  )
}
