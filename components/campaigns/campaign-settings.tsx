'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { updateCampaign } from '@/hooks/campaign-requests'
import { useWriteBlock } from '@/hooks/use-toggles'
import { useWorkspace } from '@/hooks/use-workspace'
import { FetchError } from '@/lib/api/fetcher'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { notify, notifyError, reasonOf } from '@/lib/ui/toast'
import { CampaignFields } from './campaign-fields'
import { CampaignForm, type CampaignValues } from './campaign-form'

const valuesOf = (campaign: Campaign): CampaignValues => ({
  name: campaign.name,
  description: campaign.description ?? '',
  daily_limit: campaign.daily_limit,
  timezone: campaign.timezone,
  n8n_workflow_id: campaign.n8n_workflow_id ?? '',
})

/** Name, description, limit and zone. A change by somebody else meanwhile is named, never overwritten. */
export function CampaignSettings({ campaign }: { campaign: Campaign }) {
  const { workspace } = useWorkspace()
  const block = useWriteBlock('campaigns.update')
  const { register, handleSubmit, formState, reset, setError } = useForm<CampaignValues>({
    resolver: zodResolver(CampaignForm),
    values: valuesOf(campaign),
    resetOptions: { keepDirtyValues: true },
  })
  const { errors, isDirty, isSubmitting } = formState
  const save = handleSubmit(async ({ n8n_workflow_id: _, ...values }) => {
    try {
      const input = { ...values, description: values.description || null, version: campaign.version }
      reset(valuesOf(await updateCampaign(workspace.id, campaign.id, input)))
      notify('Settings saved')
    } catch (error) {
      if (error instanceof FetchError && error.code === 'CAMPAIGN_NAME_TAKEN') {
        setError('name', { message: error.message }, { shouldFocus: true })
      } else notifyError('Not saved', { description: reasonOf(error) })
    }
  })
  return (
    <form onSubmit={save} noValidate className="max-w-[640px]">
      <fieldset disabled={block !== null} className="grid gap-4">
        <legend className="sr-only">Settings</legend>
        {block && <p className="text-muted-foreground text-sm">{block}</p>}
        <CampaignFields register={register} errors={errors} zone={campaign.timezone} />
        <div className="flex items-center gap-2">
          <Button type="submit" busy={isSubmitting} disabled={!isDirty}>
            Save
          </Button>
          {isDirty && (
            <Button variant="ghost" onClick={() => reset(valuesOf(campaign))}>
              Discard changes
            </Button>
          )}
        </div>
      </fieldset>
    </form>
  )
}
