import { z } from 'zod'

export const CHANGE_TYPES = [
  'campaign.changed',
  'intent.changed',
  'execution.changed',
  'sync.done',
  'members.changed',
  'workspace.frozen',
] as const

/** What `/api/stream` carries: ids and versions, never contents. `event: resync` means "refetch what is on screen". */
export const Change = z.object({
  type: z.enum(CHANGE_TYPES),
  id: z.uuid(),
  version: z.number().int(),
  at: z.iso.datetime(),
})
export type Change = z.infer<typeof Change>
