import type { Campaign, Proof } from '@/lib/campaigns/schemas/campaign'

/** Words for the three facts. Unknown is said as unknown, with its reason. */
export const ENGINE_WORDS: Record<Campaign['n8n_status'], string> = {
  active: 'Active',
  inactive: 'Inactive',
  unknown: 'Unknown',
  error: 'Error',
  deleted: 'Deleted in the engine',
}

export const PROOF_WORDS: Record<Proof['state'], string> = {
  live: 'Triggers are live',
  stopped: 'Triggers are gone',
  contradicted: 'Contradicts the engine',
  pending: 'Being checked',
  unprovable: 'Cannot be proven',
}

export const WEBHOOK_WORDS: Record<Proof['webhook'], string> = {
  live: 'answers',
  not_registered: 'not registered',
  unreachable: 'could not be asked',
  none: 'has none',
}

export const PUBLICATION_WORDS: Record<Proof['publication'], string> = {
  published: 'published',
  in_progress: 'in progress',
  partial: 'partly published',
  failed: 'failed',
  not_published: 'not published',
  unknown: 'not known',
}

export const SOURCE_WORDS: Record<NonNullable<Campaign['sync']['source']>, string> = {
  api: 'answer to a change',
  webhook: 'push from the engine',
  cron: 'regular check',
  manual: 'check on request',
}

/** Why the engine's state is not known, or null when it is. */
export function unknownReason(
  campaign: Pick<Campaign, 'n8n_status' | 'observed_at' | 'n8n_workflow_id' | 'sync'>,
): string | null {
  if (!campaign.n8n_workflow_id) return 'No workflow is linked.'
  if (campaign.observed_at && campaign.n8n_status !== 'unknown') return null
  return (
    campaign.sync.error ?? (campaign.observed_at ? 'The engine did not answer.' : 'The engine has not been asked yet.')
  )
}
