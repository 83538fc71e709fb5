import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { AppError } from '@/lib/api/errors'
import type { Tx } from '@/lib/db/principals'
import type { Database } from '@/lib/db/schema'
import { type Campaign, Campaign as CampaignSchema, type Intent, Proof } from './schemas/campaign'

type CampaignRow = Selectable<Database['campaigns']>
type Facts = {
  engine_status: string | null
  engine_reason: string | null
  last_sync_at: string | null
  total_executions: number | null
  successful_executions: number | null
  failed_executions: number | null
  last_execution_at: string | null
  last_execution_status: string | null
}
type Joined = CampaignRow &
  Facts & { sent_at: string | null; desired_by_name: string | null; pending_intent: Campaign['pending_intent'] }

/** Campaigns of one workspace with their engine's freshness, counters and open intent: one SELECT, never an engine call. */
export function selectCampaigns(trx: Tx, workspaceId: string) {
  const facts = sql<
    { campaign_id: string } & Facts
  >`(select * from private.campaign_engine_facts(${workspaceId}::uuid))`
  return trx
    .selectFrom('campaigns as c')
    .leftJoin(facts.as('f'), (join) => join.onRef('f.campaign_id', '=', 'c.id'))
    .leftJoin('campaign_intents as i', (join) =>
      join
        .onRef('i.workspace_id', '=', 'c.workspace_id')
        .onRef('i.campaign_id', '=', 'c.id')
        .onRef('i.intent_version', '=', 'c.intent_version')
        .on('i.status', 'in', ['pending', 'applying']),
    )
    .leftJoin('workspace_members as m', (join) =>
      join.onRef('m.workspace_id', '=', 'c.workspace_id').onRef('m.user_id', '=', 'c.desired_by'),
    )
    .leftJoin('campaign_activity as a', (join) =>
      join.onRef('a.workspace_id', '=', 'c.workspace_id').onRef('a.campaign_id', '=', 'c.id'),
    )
    .selectAll('c')
    .select([
      'a.last_send_at as sent_at',
      'f.engine_status',
      'f.engine_reason',
      'f.last_sync_at',
      'f.total_executions',
      'f.successful_executions',
      'f.failed_executions',
      'f.last_execution_at',
      'f.last_execution_status',
      sql<string | null>`coalesce(m.name, m.email)`.as('desired_by_name'),
      sql<Campaign['pending_intent']>`case when i.id is not null then jsonb_build_object('id', i.id, 'action', i.action,
        'version', i.intent_version, 'status', i.status, 'created_at', i.created_at) end`.as('pending_intent'),
    ])
    .where('c.workspace_id', '=', workspaceId)
    .where('c.deleted_at', 'is', null)
}

export const selectCampaign = (trx: Tx, workspaceId: string, id: string) =>
  selectCampaigns(trx, workspaceId).where('c.id', '=', id)

/** Throws CAMPAIGN_NOT_FOUND for a missing campaign and for another tenant's alike. */
export async function getCampaignRow(trx: Tx, workspaceId: string, id: string): Promise<Joined> {
  const row = await selectCampaign(trx, workspaceId, id).executeTakeFirst()
  if (!row) throw new AppError('CAMPAIGN_NOT_FOUND')
  return row
}

const UNREACHABLE = ['unreachable', 'auth_failed', 'retired']

/** The public fields of a campaign. An engine that cannot be asked makes the observation unknown, never inactive. */
export function serializeCampaign(row: Joined): Campaign {
  const isReachable = !UNREACHABLE.includes(row.engine_status ?? 'ok')
  const seenBySync = row.observed_at && row.last_sync_at && row.last_sync_at > row.observed_at && isReachable
  const pending = row.pending_intent
  return {
    id: row.id,
    workspace_id: row.workspace_id,
    name: row.name,
    description: row.description,
    status: CampaignSchema.shape.status.parse(row.status),
    desired_active: row.desired_active,
    intent_version: row.intent_version,
    desired_at: row.desired_at,
    desired_by: row.desired_by_name,
    n8n_status: isReachable ? CampaignSchema.shape.n8n_status.parse(row.n8n_status) : 'unknown',
    observed_at: seenBySync ? row.last_sync_at : row.observed_at,
    sync: {
      source: CampaignSchema.shape.sync.shape.source.parse(row.sync_source),
      last_sync_at: row.last_sync_at,
      error: row.sync_error ?? (isReachable ? null : row.engine_reason),
    },
    proof: row.proof === null ? null : Proof.parse(row.proof),
    last_send_at: row.sent_at,
    paused_since: row.paused_since,
    n8n_workflow_id: row.n8n_workflow_id,
    n8n_workflow_name: row.n8n_workflow_name,
    engine_id: row.engine_id,
    pending_intent: pending && { ...pending, created_at: new Date(pending.created_at).toISOString() },
    executions: {
      total: row.total_executions ?? 0,
      successful: row.successful_executions ?? 0,
      failed: row.failed_executions ?? 0,
      last_at: row.last_execution_at,
      last_status: row.last_execution_status,
    },
    last_error: row.last_error,
    daily_limit: row.daily_limit,
    timezone: row.timezone,
    version: row.version,
    created_at: row.created_at,
    updated_at: row.updated_at,
  }
}

export const selectIntent = (trx: Tx, workspaceId: string, id: string, campaignId: string) =>
  selectIntents(trx, workspaceId).where('i.id', '=', id).where('i.campaign_id', '=', campaignId)

/** An intent of this campaign, with the name of whoever asked, when they are (still) a member. */
export async function findIntent(trx: Tx, workspaceId: string, id: string, campaignId: string): Promise<Intent | null> {
  const row = await selectIntent(trx, workspaceId, id, campaignId).executeTakeFirst()
  return row ? serializeIntent(row) : null
}

export function selectIntents(trx: Tx, workspaceId: string) {
  return trx
    .selectFrom('campaign_intents as i')
    .leftJoin('workspace_members as m', (join) =>
      join.onRef('m.workspace_id', '=', 'i.workspace_id').onRef('m.user_id', '=', 'i.actor_id'),
    )
    .selectAll('i')
    .select(sql<string | null>`coalesce(m.name, m.email)`.as('actor_name'))
    .where('i.workspace_id', '=', workspaceId)
}

export function serializeIntent(row: Selectable<Database['campaign_intents']> & { actor_name: string | null }): Intent {
  return {
    id: row.id,
    action: row.action as Intent['action'],
    version: row.intent_version,
    desired_active: row.desired_active,
    status: row.status as Intent['status'],
    cause: row.cause,
    actor_type: row.actor_type,
    actor_name: row.actor_name,
    reason: row.reason,
    error_code: row.error_code,
    error_message: row.error_message,
    engine_latency_ms: row.n8n_latency_ms,
    undo_until: row.undo_until,
    created_at: row.created_at,
    finished_at: row.finished_at,
  }
}
