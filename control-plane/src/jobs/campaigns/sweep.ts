import { sweepCampaigns } from '@/lib/campaigns/sweep'
import type { Handler } from '../handler'

export const sweep: Handler<'campaigns.sweep'> = () => sweepCampaigns()
