import { z } from 'zod'

export const EXECUTION_KINDS = ['research', 'prepare', 'send'] as const

export const ExecuteInput = z.strictObject({
  kind: z.enum(EXECUTION_KINDS),
  contact_ids: z.array(z.uuid()).max(500).optional(),
  approval_id: z.uuid().optional(),
})
export type ExecuteInput = z.infer<typeof ExecuteInput>

export const ExecuteResult = z.object({ execution_id: z.uuid(), status: z.string(), replayed: z.boolean() })
export type ExecuteResult = z.infer<typeof ExecuteResult>

/** A run we started (`source: 'sovereign'`) or one that the engine reports (`source: 'engine'`). */
export const Execution = z.object({
  id: z.string(),
  source: z.enum(['sovereign', 'engine']),
  kind: z.string(),
  status: z.string(),
  n8n_execution_id: z.string().nullable(),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
  duration_ms: z.number().int().nullable(),
  error: z.string().nullable(),
  created_at: z.iso.datetime(),
})
export type Execution = z.infer<typeof Execution>
