import { convergeCampaign } from '@/lib/campaigns/converge'
import { type Handler, workspaceCtx } from '../handler'

export const converge: Handler<'campaigns.converge'> = ({ payload, ...run }) =>
  convergeCampaign(workspaceCtx('campaigns.converge', payload.workspace_id, run), { campaignId: payload.campaign_id })
