import { proveCampaign } from '@/lib/campaigns/prove'
import { type Handler, workspaceCtx } from '../handler'

export const prove: Handler<'campaigns.prove'> = ({ payload, signal, ...run }) =>
  proveCampaign(workspaceCtx('campaigns.prove', payload.workspace_id, run), { campaignId: payload.campaign_id }, signal)
