import type { BatchToggleResult, Campaign } from '@/lib/campaigns/schemas/campaign'

export type BulkRow = {
  id: string
  name: string
  state: 'done' | 'pending' | 'failed'
  reason: string | null
  /** False for a campaign that was already there. */
  changed: boolean
  /** The decision it stood at before; what was said about that one tells nothing about this. */
  since: number
}

/** One row per campaign, from what the API said to the batch. */
export function startBulk(campaigns: readonly Campaign[], results: BatchToggleResult['results']): BulkRow[] {
  const byId = new Map(results.map((result) => [result.id, result]))
  return campaigns.map(({ id, name, intent_version: since }): BulkRow => {
    const row = { id, name, since }
    const result = byId.get(id)
    if (!result) return { ...row, state: 'failed', reason: 'The server said nothing about it.', changed: false }
    const { status, message } = result
    if (status === 'error') return { ...row, state: 'failed', reason: message ?? 'Refused.', changed: false }
    return { ...row, state: status === 'pending' ? 'pending' : 'done', reason: null, changed: status !== 'noop' }
  })
}

/** Moves rows that were pending to their outcome once the campaign itself says so. */
export function settleBulk(
  { desired, rows }: { desired: boolean; rows: readonly BulkRow[] },
  changed: readonly Campaign[],
): BulkRow[] {
  const byId = new Map(changed.map((campaign) => [campaign.id, campaign]))
  return rows.map((row): BulkRow => {
    const campaign = byId.get(row.id)
    if (!campaign || row.state !== 'pending' || campaign.pending_intent || campaign.intent_version <= row.since)
      return row
    if (campaign.desired_active !== desired) {
      return { ...row, state: 'failed', reason: campaign.last_error ?? 'It was put back.' }
    }
    const arrived = (campaign.n8n_status === 'active') === desired
    return arrived ? { ...row, state: 'done' } : row
  })
}
