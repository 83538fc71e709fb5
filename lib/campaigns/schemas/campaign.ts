import { z } from 'zod'

/** Contracts of the campaign routes (spec 02 §4.2, 4.18; spec 05 §1–2). The only definition; the browser, the routes and OpenAPI read it. */
export const CAMPAIGN_STATUSES = ['draft', 'active', 'paused', 'completed', 'error', 'archived'] as const
export const ENGINE_STATUSES = ['active', 'inactive', 'unknown', 'error', 'deleted'] as const
export const INTENT_STATUSES = ['pending', 'applying', 'done', 'failed', 'superseded', 'reverted'] as const
export const TOGGLE_ACTIONS = ['activate', 'deactivate', 'pause', 'resume'] as const

export const CampaignStatus = z.enum(CAMPAIGN_STATUSES)
export const EngineStatus = z.enum(ENGINE_STATUSES)
export const IntentStatus = z.enum(INTENT_STATUSES)
export const ToggleAction = z.enum(TOGGLE_ACTIONS)
export type CampaignStatus = z.infer<typeof CampaignStatus>
export type EngineStatus = z.infer<typeof EngineStatus>
export type IntentStatus = z.infer<typeof IntentStatus>
export type ToggleAction = z.infer<typeof ToggleAction>

const instant = z.iso.datetime()

/** What was actually seen to happen: the webhook answers or not, the engine's own publication status, and when we looked. */
export const Proof = z.object({
  state: z.enum(['pending', 'live', 'stopped', 'contradicted', 'unprovable']),
  checked_at: instant,
  read_back: z.boolean().nullable(),
  webhook: z.enum(['live', 'not_registered', 'unreachable', 'none']),
  publication: z.enum(['published', 'in_progress', 'partial', 'failed', 'not_published', 'unknown']),
  reason: z.string().nullable(),
})
export type Proof = z.infer<typeof Proof>

export const Intent = z.object({
  id: z.uuid(),
  action: ToggleAction,
  version: z.number().int(),
  desired_active: z.boolean(),
  status: IntentStatus,
  cause: z.string(),
  actor_type: z.string(),
  actor_name: z.string().nullable(),
  reason: z.string().nullable(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  engine_latency_ms: z.number().int().nullable(),
  undo_until: instant.nullable(),
  created_at: instant,
  finished_at: instant.nullable(),
})
export type Intent = z.infer<typeof Intent>

export const Campaign = z.object({
  id: z.uuid(),
  workspace_id: z.uuid(),
  name: z.string(),
  description: z.string().nullable(),
  status: CampaignStatus,
  desired_active: z.boolean(),
  intent_version: z.number().int(),
  desired_at: instant.nullable(),
  desired_by: z.string().nullable(),
  n8n_status: EngineStatus,
  observed_at: instant.nullable(),
  sync: z.object({
    source: z.enum(['api', 'webhook', 'cron', 'manual']).nullable(),
    last_sync_at: instant.nullable(),
    error: z.string().nullable(),
  }),
  proof: Proof.nullable(),
  last_send_at: instant.nullable(),
  paused_since: instant.nullable(),
  n8n_workflow_id: z.string().nullable(),
  n8n_workflow_name: z.string().nullable(),
  engine_id: z.uuid().nullable(),
  pending_intent: Intent.pick({ id: true, action: true, version: true, status: true, created_at: true }).nullable(),
  executions: z.object({
    total: z.number().int(),
    successful: z.number().int(),
    failed: z.number().int(),
    last_at: instant.nullable(),
    last_status: z.string().nullable(),
  }),
  last_error: z.string().nullable(),
  daily_limit: z.number().int(),
  timezone: z.string(),
  version: z.number().int(),
  created_at: instant,
  updated_at: instant,
})
export type Campaign = z.infer<typeof Campaign>

const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  .regex(/^[^\u0000-\u001f\u007f]*$/)

export const CreateCampaignInput = z.strictObject({
  name,
  description: z.string().max(2000).nullish(),
  daily_limit: z.number().int().min(1).max(500).default(50),
  timezone: z.string().max(64).optional(),
  n8n_workflow_id: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .nullish(),
})
export type CreateCampaignInput = z.input<typeof CreateCampaignInput>

export const UpdateCampaignInput = z.strictObject({
  name: name.optional(),
  description: z.string().max(2000).nullish(),
  daily_limit: z.number().int().min(1).max(500).optional(),
  timezone: z.string().max(64).optional(),
  status: CampaignStatus.optional(),
  version: z.number().int().min(1).optional(),
})
export type UpdateCampaignInput = z.infer<typeof UpdateCampaignInput>

export const ToggleInput = z.strictObject({
  action: ToggleAction,
  expected_version: z.int32().min(0).optional(),
  reason: z.string().max(200).optional(),
})
export type ToggleInput = z.infer<typeof ToggleInput>

/** 200 when the engine answered (or nothing was to do). `rollback` tells whether the desired state was put back. */
export const ToggleResult = z.object({
  campaign: Campaign,
  intent: Intent.nullable(),
  noop: z.boolean(),
  warnings: z.array(z.string()),
})
export type ToggleResult = z.infer<typeof ToggleResult>

/** `details` of a failed toggle: the row as it stands now, so that the screen can settle without a second read. */
export const ToggleFailureDetails = z.object({ rollback: z.boolean(), campaign: Campaign, intent: Intent.nullable() })
export type ToggleFailureDetails = z.infer<typeof ToggleFailureDetails>

export const UndoToggleInput = z.strictObject({ intent_id: z.uuid() })
export type UndoToggleInput = z.infer<typeof UndoToggleInput>

export const BatchToggleInput = z
  .strictObject({
    ids: z.array(z.uuid()).min(1).max(500).optional(),
    all: z.literal(true).optional(),
    action: ToggleAction,
    reason: z.string().max(200).optional(),
  })
  .refine((input) => (input.ids === undefined) !== (input.all === undefined), { message: 'Give either ids or all.' })
export type BatchToggleInput = z.infer<typeof BatchToggleInput>

export const BatchToggleResult = z.object({
  batch_id: z.uuid(),
  results: z.array(
    z.object({
      id: z.uuid(),
      intent_id: z.uuid().nullable(),
      status: z.enum(['ok', 'noop', 'pending', 'error']),
      code: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
})
export type BatchToggleResult = z.infer<typeof BatchToggleResult>

export const ListCampaignsQuery = z.strictObject({
  status: z
    .string()
    .optional()
    .transform((list) => list?.split(',').filter(Boolean))
    .pipe(z.array(CampaignStatus).max(6).optional()),
  n8n_status: EngineStatus.optional(),
  search: z.string().trim().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
  sort_by: z.enum(['created_at', 'name', 'updated_at']).default('created_at'),
  sort_dir: z.enum(['asc', 'desc']).default('desc'),
})
export type ListCampaignsQuery = z.output<typeof ListCampaignsQuery>

export const LinkWorkflowInput = z.strictObject({
  engine_id: z.uuid().optional(),
  n8n_workflow_id: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .nullable(),
})
export type LinkWorkflowInput = z.infer<typeof LinkWorkflowInput>

/** One line of a campaign's history: an intent, an audited act or something the engine did by itself. */
export const HistoryEntry = z.object({
  id: z.uuid(),
  at: instant,
  kind: z.enum(['intent', 'audit']),
  action: z.string(),
  status: z.string().nullable(),
  actor_type: z.string(),
  actor_name: z.string().nullable(),
  cause: z.string().nullable(),
  from_status: z.string().nullable(),
  to_status: z.string().nullable(),
  message: z.string().nullable(),
  request_id: z.string().nullable(),
})
export type HistoryEntry = z.infer<typeof HistoryEntry>
