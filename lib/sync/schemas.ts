import { z } from 'zod'

export const SYNC_SCOPES = ['all', 'campaign', 'cleanup'] as const

/** `action` is what older callers of /api/sync/trigger send instead of `scope`. */
export const TriggerSyncInput = z
  .strictObject({
    scope: z.enum(SYNC_SCOPES).optional(),
    action: z.enum(['sync_workspace', 'sync_all_workflows', 'cleanup_workflows']).optional(),
    campaign_id: z.uuid().optional(),
  })
  .transform(({ scope, action, campaign_id }) => ({
    scope: scope ?? (action === 'cleanup_workflows' ? ('cleanup' as const) : ('all' as const)),
    ...(campaign_id && { campaign_id }),
  }))
export type TriggerSyncInput = z.output<typeof TriggerSyncInput>

/** 200 with the figures when the sync ended within 2 s, 202 with `status: 'running'` otherwise. */
export const SyncResult = z.object({
  sync_id: z.uuid(),
  status: z.enum(['running', 'succeeded', 'failed', 'skipped']),
  campaigns_checked: z.number().int(),
  campaigns_updated: z.number().int(),
  campaigns_errored: z.number().int(),
  duration_ms: z.number().int().nullable(),
  error: z.string().nullable(),
})
export type SyncResult = z.infer<typeof SyncResult>

export const SyncStatus = z.object({
  last_sync_at: z.iso.datetime().nullable(),
  last: SyncResult.nullable(),
  out_of_sync: z.array(z.uuid()),
  failures_open: z.number().int(),
})
export type SyncStatus = z.infer<typeof SyncStatus>

export const CHANGE_EVENT_TYPES = ['activation', 'deactivation', 'renamed', 'deleted', 'archived', 'error'] as const

const StatusChange = z.strictObject({
  workflow_id: z.string().regex(/^[\w-]{1,64}$/),
  workflow_name: z.string().max(300).nullish(),
  active: z.boolean().nullish(),
  timestamp: z.iso.datetime({ offset: true }),
  event_type: z.enum(CHANGE_EVENT_TYPES),
  actor: z.string().max(254).nullish(),
})
export type StatusChange = z.infer<typeof StatusChange>

/** One change or up to 100; the hook file sends the second form. */
export const StatusChangeInput = z.union([
  z.strictObject({ changes: z.array(StatusChange).min(1).max(100) }),
  StatusChange.transform((change) => ({ changes: [change] })),
])
export type StatusChangeInput = z.output<typeof StatusChangeInput>
