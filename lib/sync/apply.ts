import { sql } from 'kysely'
import type { Tx } from '@/lib/db/principals'
import type { EngineWorkflow, WebhookTarget } from '@/lib/engines/port'
import { webhooksOf } from '@/lib/engines/webhooks'
import { enqueue } from '@/lib/jobs/enqueue'
import { type Decision, decide } from './decide'
import type { Linked } from './linked-campaigns'

export type Origin = { source: 'webhook' | 'cron' | 'manual'; actor: { type: string; id: string }; requestId: string }

/**
 * Applies one decision in the caller's transaction, only while the campaign's intent is the one that was read before the
 * engine was asked. Returns whether a row changed; an unchanged campaign writes nothing.
 */
export async function applyRead(
  trx: Tx,
  linked: Linked,
  seen: EngineWorkflow | null,
  origin: Origin,
): Promise<boolean> {
  const decision = decide(linked, seen, Date.now())
  const renamed = seen !== null && seen.name !== linked.n8n_workflow_name
  const mirrored = await mirrorWorkflow(trx, linked, seen)
  const changed = await carryOut(trx, linked, decision, origin)
  if (renamed) {
    await campaign(trx, linked)
      .set({ n8n_workflow_name: seen.name.slice(0, 300), sync_source: origin.source })
      .execute()
  }
  return changed || renamed || mirrored
}

const campaign = (trx: Tx, linked: Linked) =>
  trx
    .updateTable('campaigns')
    .where('workspace_id', '=', linked.workspace_id)
    .where('id', '=', linked.campaign_id)
    .where('intent_version', '=', linked.intent_version)

async function carryOut(trx: Tx, linked: Linked, decision: Decision, origin: Origin): Promise<boolean> {
  const now = new Date().toISOString()
  const context = { actor: origin.actor, request_id: origin.requestId }
  const ref = { workspace_id: linked.workspace_id, campaign_id: linked.campaign_id }
  switch (decision.kind) {
    case 'observe':
      await campaign(trx, linked)
        .set({ n8n_status: decision.n8n_status, observed_at: now, sync_source: origin.source, sync_error: null })
        .execute()
      // Off where off is wished needs no proof of its own: a thousand of them would use up the engine's requests.
      if (decision.n8n_status === 'active') {
        await enqueue(trx, 'campaigns.prove', ref, { workspaceId: linked.workspace_id, dedupeKey: linked.campaign_id })
      }
      return true
    case 'adopt_pause':
      await sql`select private.adopt_engine_pause(${linked.workspace_id}::uuid, ${linked.campaign_id}::uuid,
        ${linked.intent_version}::int, ${context}::jsonb)`.execute(trx)
      await enqueue(trx, 'campaigns.prove', ref, { workspaceId: linked.workspace_id, dedupeKey: linked.campaign_id })
      return true
    case 'hold_pause':
      await campaign(trx, linked)
        .set({
          n8n_status: 'active',
          observed_at: now,
          sync_source: origin.source,
          sync_error: 'Switched on inside the engine; held by the pause.',
        })
        .execute()
      await sql`select private.audit(${linked.workspace_id}::uuid, 'campaign.held', 'campaign', ${linked.campaign_id}, null, null,
        null, ${context}::jsonb)`.execute(trx)
      await enqueue(trx, 'campaigns.converge', ref, {
        workspaceId: linked.workspace_id,
        dedupeKey: `hold-${linked.campaign_id}`,
      })
      return true
    case 'deleted':
      return markDeleted(trx, linked, origin, context)
    case 'mark_missing':
    case 'leave':
      return false
  }
}

async function markDeleted(trx: Tx, linked: Linked, origin: Origin, context: object): Promise<boolean> {
  const fails = ['active', 'paused'].includes(linked.status)
  const reason = 'The workflow no longer exists in the engine.'
  await sql`update campaign_intents set status = 'failed', error_code = 'WORKFLOW_NOT_FOUND', error_message = ${reason}, finished_at = now()
    where workspace_id = ${linked.workspace_id} and campaign_id = ${linked.campaign_id} and status in ('pending', 'applying')`.execute(
    trx,
  )
  await campaign(trx, linked)
    .set({
      n8n_status: 'deleted',
      observed_at: new Date().toISOString(),
      sync_source: origin.source,
      last_error: reason,
      ...(fails && { status: 'error', last_status_change_at: new Date().toISOString() }),
      ...(linked.desired_active && { desired_active: false, intent_version: linked.intent_version + 1 }),
    })
    .execute()
  await sql`select private.audit(${linked.workspace_id}::uuid, 'campaign.workflow_deleted', 'campaign', ${linked.campaign_id},
    ${{ status: linked.status }}::jsonb, ${{ status: fails ? 'error' : linked.status }}::jsonb, null, ${context}::jsonb)`.execute(
    trx,
  )
  return true
}

/** Whether `applyRead` would write anything: an unchanged campaign costs no transaction. */
export function differs(linked: Linked, seen: EngineWorkflow | null): boolean {
  const decision = decide(linked, seen, Date.now())
  if (decision.kind !== 'leave') return true
  return seen !== null && (seen.name !== linked.n8n_workflow_name || !isMirrored(linked, seen))
}

const isMirrored = (linked: Linked, seen: EngineWorkflow): boolean =>
  linked.missing_since === null &&
  seen.name.slice(0, 300) === linked.known_name &&
  seen.active === linked.known_active &&
  samePaths(webhooksOf(seen), linked.known_paths)

/** jsonb does not keep the order of keys, so paths are compared field by field. */
function samePaths(paths: WebhookTarget[], known: unknown): boolean {
  const text = (list: unknown) =>
    Array.isArray(list)
      ? list
          .map((entry) => `${entry?.method} ${entry?.path}`)
          .sort()
          .join()
      : null
  return text(paths) === text(known)
}

/** The engine's own row: name, flag, webhooks, since when it is missing. Written only when something differs. */
async function mirrorWorkflow(trx: Tx, linked: Linked, seen: EngineWorkflow | null): Promise<boolean> {
  const paths = seen ? webhooksOf(seen) : null
  const missing = seen === null
  const same = seen ? isMirrored(linked, seen) : linked.missing_since !== null
  if (same) return false
  await trx
    .updateTable('platform.engine_workflows')
    .set({
      missing_since: missing ? new Date().toISOString() : null,
      ...(seen && {
        name: seen.name.slice(0, 300),
        active: seen.active,
        trigger_count: seen.triggerCount,
        observed_at: new Date().toISOString(),
      }),
      ...(paths && { webhook_paths: paths.map(({ path, method }) => ({ path, method })) }),
    })
    .where('id', '=', linked.engine_workflow_id)
    .execute()
  return missing
}
