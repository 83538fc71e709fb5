import { sql } from 'kysely'
import { z } from 'zod'
import type { Apply } from './apply-once'
import { reject, rejectInvalid } from './delivery'

const instant = z.iso.datetime({ offset: true })
const Execution = z.object({
  execution_id: z.coerce.string().regex(/^[\w-]{1,64}$/),
  workflow_id: z.string().regex(/^[\w-]{1,64}$/),
  campaign_id: z.uuid().optional(),
  at: instant.optional(),
  started_at: instant.optional(),
  finished_at: instant.optional(),
  duration_ms: z.number().int().min(0).max(2_000_000_000).optional(),
  error: z.union([z.string(), z.object({ message: z.string() }).transform(({ message }) => message)]).optional(),
})
const STATUS: Record<string, string> = {
  'execution.started': 'running',
  'execution.completed': 'succeeded',
  'execution.failed': 'failed',
}
const AHEAD_MS = 5 * 60_000

/**
 * A run of a linked workflow, as its engine pushes it. The row is the one that the mirror would make of it (see
 * `syncExecutions`), so that a run which is pushed and mirrored counts once; an ended run stays ended.
 */
export const recordExecution: Apply = async (trx, to, { type, at, data }) => {
  const parsed = Execution.safeParse(data)
  if (!parsed.success) return { outcome: rejectInvalid(parsed.error) }
  const { execution_id, workflow_id, campaign_id, duration_ms = 0, error, ...times } = parsed.data
  const status = STATUS[type] ?? 'unknown'
  const isOver = status !== 'running'
  const moment = Date.parse(
    (isOver ? times.finished_at : times.started_at) ?? times.at ?? at ?? new Date().toISOString(),
  )
  if (moment > Date.now() + AHEAD_MS) return { outcome: reject('INVALID_TIMESTAMP') }
  const startedAt = times.started_at ?? new Date(isOver ? moment - duration_ms : moment).toISOString()
  const finishedAt = isOver ? new Date(moment).toISOString() : null
  const links = await trx
    .selectFrom('platform.engine_workflows')
    .select(['id', 'campaign_id'])
    .where('workspace_id', '=', to.workspaceId)
    .where('n8n_workflow_id', '=', workflow_id)
    .where('campaign_id', 'is not', null)
    .$if(campaign_id !== undefined, (query) => query.where('campaign_id', '=', campaign_id ?? ''))
    .orderBy('id')
    .execute()
  if (links.length === 0) return { outcome: reject('CAMPAIGN_NOT_FOUND', 'No campaign is linked to this workflow.') }
  const { numAffectedRows } =
    await sql`insert into campaign_executions as e (workspace_id, campaign_id, engine_workflow_id, kind,
      status, n8n_execution_id, idempotency_key, started_at, finished_at, error, created_at)
    select ${to.workspaceId}::uuid, l.campaign_id, l.id, 'workflow', ${status}, ${execution_id},
      'n8n:' || l.id || ':' || ${execution_id}, ${startedAt}::timestamptz, ${finishedAt}::timestamptz,
      ${error?.slice(0, 500) ?? null}, ${startedAt}::timestamptz
    from jsonb_to_recordset(${links}::jsonb) as l(id uuid, campaign_id uuid)
    on conflict (workspace_id, engine_workflow_id, n8n_execution_id) do update
      set status = excluded.status, finished_at = excluded.finished_at, error = coalesce(excluded.error, e.error)
      where e.status in ('pending', 'running', 'unknown') and e.status <> excluded.status`.execute(trx)
  if (Number(numAffectedRows ?? 0) === 0) return { outcome: 'duplicate' }
  const changes = links.map((link) => ({
    type: 'execution.changed' as const,
    id: link.campaign_id ?? link.id,
    version: 0,
  }))
  return { outcome: 'accepted', changes }
}
