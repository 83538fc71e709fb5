import { sql } from 'kysely'
import type { Tx } from '@/lib/db/principals'

/** One linked campaign as the sync compares it. Read before the engine is asked, so that a later click is noticed. */
export type Linked = {
  workspace_id: string
  campaign_id: string
  engine_workflow_id: string
  n8n_workflow_id: string
  status: string
  desired_active: boolean
  intent_version: number
  n8n_status: string
  n8n_workflow_name: string | null
  observed_at: string | null
  /** A click is being carried out, or we are switching it off and on ourselves to heal it. */
  has_open_intent: boolean
  is_shared_on: boolean
  missing_since: string | null
  known_name: string
  known_active: boolean | null
  known_paths: unknown
}

/** Every campaign linked to the engine, or only those of one workflow or workspace. */
export async function readLinked(
  trx: Tx,
  engineId: string,
  only: { workflowId?: string; workspaceId?: string } = {},
): Promise<Linked[]> {
  const { rows } = await sql<Linked>`
    select c.workspace_id, c.id as campaign_id, w.id as engine_workflow_id, c.n8n_workflow_id, c.status, c.desired_active,
      c.intent_version, c.n8n_status, c.n8n_workflow_name, c.observed_at, w.missing_since,
      w.name as known_name, w.active as known_active, w.webhook_paths as known_paths,
      exists (select from campaign_intents i where i.workspace_id = c.workspace_id and i.campaign_id = c.id
        and i.status in ('pending', 'applying')) or coalesce(c.healing_until > now(), false) as has_open_intent,
      exists (select from campaigns o where o.workspace_id = c.workspace_id and o.engine_id = c.engine_id
        and o.n8n_workflow_id = c.n8n_workflow_id and o.id <> c.id and o.desired_active and o.deleted_at is null) as is_shared_on
    from campaigns c join platform.engine_workflows w on w.workspace_id = c.workspace_id and w.campaign_id = c.id
    where c.engine_id = ${engineId} and w.engine_id = c.engine_id and w.n8n_workflow_id = c.n8n_workflow_id
      and c.deleted_at is null
      and (${only.workflowId ?? null}::text is null or c.n8n_workflow_id = ${only.workflowId ?? null})
      and (${only.workspaceId ?? null}::uuid is null or c.workspace_id = ${only.workspaceId ?? null}::uuid)
    order by c.workspace_id, c.id`.execute(trx)
  return rows
}
