import { z } from 'zod'

/**
 * The single list of jobs: payload (ids only), queue, attempts, back-off, timeout, schedule. Handlers are typed from
 * it, schedules are registered from it, and `vercel.json`'s crons are checked against it.
 */
const campaignRef = z.strictObject({ workspace_id: z.uuid(), campaign_id: z.uuid() })
const none = z.strictObject({})

export const CATALOG = {
  /** Makes the engine agree with the newest intent, or reverts the intent. */
  'campaigns.converge': { payload: campaignRef, queue: 'default', attempts: 5, backoffMs: 2_000, timeoutMs: 20_000 },
  /** Looks whether the engine really does what it answered: read-back, webhook, publication status. */
  'campaigns.prove': { payload: campaignRef, queue: 'default', attempts: 3, backoffMs: 1_000, timeoutMs: 20_000 },
  'campaigns.run': {
    payload: z.strictObject({ workspace_id: z.uuid(), execution_id: z.uuid() }),
    queue: 'default',
    attempts: 3,
    backoffMs: 2_000,
    timeoutMs: 20_000,
  },
  /** Sweep: intents and executions that no job is looking after. */
  'campaigns.sweep': { payload: none, queue: 'default', attempts: 1, backoffMs: 0, timeoutMs: 20_000, everyMs: 15_000 },
  /** Reads one workflow that a push said has changed. */
  'sync.workflow': {
    payload: z.strictObject({ engine_id: z.uuid(), n8n_workflow_id: z.string().max(64) }),
    queue: 'default',
    attempts: 3,
    backoffMs: 1_000,
    timeoutMs: 20_000,
  },
  /** A person asked: every engine of the workspace, or one campaign's workflow. */
  'sync.workspace': {
    payload: z.strictObject({ workspace_id: z.uuid(), sync_log_id: z.uuid() }),
    queue: 'default',
    attempts: 1,
    backoffMs: 0,
    timeoutMs: 60_000,
  },
  'sync.active': { payload: none, queue: 'slow', attempts: 1, backoffMs: 0, timeoutMs: 120_000, everyMs: 60_000 },
  'sync.full': { payload: none, queue: 'slow', attempts: 1, backoffMs: 0, timeoutMs: 120_000, everyMs: 300_000 },
  /** Of one engine, after a run of ours; of all, on schedule. */
  'sync.executions': {
    payload: z.strictObject({ engine_id: z.uuid().optional() }),
    queue: 'slow',
    attempts: 1,
    backoffMs: 0,
    timeoutMs: 120_000,
    everyMs: 60_000,
  },
  'sync.retry': { payload: none, queue: 'slow', attempts: 1, backoffMs: 0, timeoutMs: 60_000, everyMs: 60_000 },
  'sync.cleanup': {
    payload: none,
    queue: 'slow',
    attempts: 3,
    backoffMs: 5_000,
    timeoutMs: 120_000,
    cron: '0 6 * * *',
  },
  /** Applies the deliveries that came over their limit, in their order of arrival. */
  'webhooks.drain': { payload: none, queue: 'slow', attempts: 1, backoffMs: 0, timeoutMs: 120_000, everyMs: 15_000 },
  /** Tries the kept deliveries again that may have healed, and looks how many dead letters are open. */
  'webhooks.letters': { payload: none, queue: 'slow', attempts: 1, backoffMs: 0, timeoutMs: 120_000, everyMs: 60_000 },
  /** A kept delivery once more, because somebody asked for it. */
  'webhooks.replay': {
    payload: z.strictObject({ dead_letter_id: z.uuid() }),
    queue: 'default',
    attempts: 3,
    backoffMs: 2_000,
    timeoutMs: 60_000,
  },
  /** Drops what its retention has passed: keys, dedup rows, outbox, logs, sessions. */
  'retention.purge': {
    payload: none,
    queue: 'slow',
    attempts: 3,
    backoffMs: 5_000,
    timeoutMs: 120_000,
    everyMs: 3_600_000,
  },
  /** Mail events and sends past two years; the totals of their days stay. */
  'retention.events': {
    payload: none,
    queue: 'slow',
    attempts: 2,
    backoffMs: 60_000,
    timeoutMs: 660_000,
    cron: '20 3 * * *',
  },
  /** Compares the daily totals with a recount and repairs them: the last two days, daily 35, weekly all. */
  'stats.verify': {
    payload: z.strictObject({ span: z.enum(['recent', 'month', 'all']).optional() }),
    queue: 'slow',
    attempts: 2,
    backoffMs: 30_000,
    timeoutMs: 1_800_000,
    everyMs: 3_600_000,
  },
  /** The workspace moved to another time zone: its history follows. */
  'stats.rebucket': {
    payload: z.strictObject({ workspace_id: z.uuid() }),
    queue: 'slow',
    attempts: 5,
    backoffMs: 30_000,
    timeoutMs: 1_800_000,
  },
} as const satisfies Record<string, JobDefinition>

type JobDefinition = {
  payload: z.ZodType
  queue: 'default' | 'slow'
  attempts: number
  backoffMs: number
  timeoutMs: number
  everyMs?: number
  cron?: string
}

export type JobName = keyof typeof CATALOG
export type JobPayload<K extends JobName> = z.infer<(typeof CATALOG)[K]['payload']>
export const QUEUES = ['default', 'slow'] as const
export const jobDefinition = (name: JobName): JobDefinition => CATALOG[name]
export const isJobName = (name: string): name is JobName => name in CATALOG
