import { z } from 'zod'
import { CreateCampaignInput } from '@/lib/campaigns/schemas/campaign'

/** The route's own rules, with every field present as a form has it. */
export const CampaignForm = z.object({
  name: CreateCampaignInput.shape.name,
  description: z.string().max(2000),
  daily_limit: CreateCampaignInput.shape.daily_limit.unwrap(),
  timezone: z.string().min(1).max(64),
  n8n_workflow_id: z
    .string()
    .trim()
    .regex(/^[\w-]{0,64}$/),
})
export type CampaignValues = z.infer<typeof CampaignForm>
