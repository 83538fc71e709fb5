import type { CampaignStatus } from '@/lib/campaigns/schemas/campaign'

/** Every status with its word, in the order filters show them. */
export const STATUS_LABELS: Record<CampaignStatus, string> = {
  active: 'Active',
  paused: 'Paused',
  draft: 'Draft',
  error: 'Error',
  completed: 'Completed',
  archived: 'Archived',
}
export const STATUSES = Object.keys(STATUS_LABELS) as CampaignStatus[]
