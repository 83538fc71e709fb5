import { z } from 'zod'

export const CHANGE_TYPES = [
  'campaign.changed',
  'intent.changed',
  'execution.changed',
  'metrics.changed',
  'notification.created',
  'sync.done',
  'members.changed',
  'workspace.frozen',
] as const

/**
 * What `/api/stream` carries: ids and versions, never contents. A message's `data` is an ARRAY of changes.
 * `event: resync` means "refetch what is on screen", `event: bye` that the right to listen has ended.
 */
export const Change = z.object({
  type: z.enum(CHANGE_TYPES),
  id: z.uuid(),
  version: z.number().int(),
  at: z.iso.datetime(),
})
export type Change = z.infer<typeof Change>

/** `last_event_id`: where a tab stopped before, for one that cannot set the header `Last-Event-ID`. */
export const StreamQuery = z.strictObject({ last_event_id: z.string().max(40).optional() })
export type StreamQuery = z.infer<typeof StreamQuery>
