import { AppError } from '@/lib/api/errors'
import type { Ctx } from '@/lib/auth/context'
import { openEngine } from '@/lib/engines/open'
import { ringOutbox } from '@/lib/jobs/enqueue'
import { publish } from '@/lib/stream/publish'
import { askEngine, type EngineAnswer, type Target } from './ask-engine'
import { finishIntent } from './intent'
import { getCampaignRow } from './read'
import { keepsRunningFor } from './shared-workflow'

/** An activation nobody could confirm in this time is taken back. */
const GIVE_UP_AFTER_MS = 10 * 60_000

/**
 * Makes the engine agree with the newest intent: looks first, asks only when it differs, then finishes the intent like
 * the click would have; while the engine is silent, finishing writes the next try. Without an open intent it repairs an
 * engine that drifted from a pause, and throws ENGINE_TIMEOUT while that engine is silent.
 */
export async function convergeCampaign(ctx: Ctx, { campaignId }: { campaignId: string }): Promise<void> {
  const row = await ctx.db((trx) => getCampaignRow(trx, ctx.workspaceId, campaignId)).catch(ignoreMissing)
  if (!row?.engine_id || !row.n8n_workflow_id) return
  const target = { campaignId, engineId: row.engine_id, workflowId: row.n8n_workflow_id, turnOn: row.desired_active }
  const intent = row.pending_intent
  if (!intent) {
    if (!row.desired_active && row.n8n_status !== 'deleted') await holdPause(ctx, target)
    return
  }
  const expired = row.desired_active && Date.now() - Date.parse(intent.created_at) > GIVE_UP_AFTER_MS
  const { code: _code, engineMessage: _words, retryAfterSeconds: _wait, ...outcome } = await settle(ctx, target)
  // An engine that is given a rest has refused nothing: it was not asked.
  const isSilent = outcome.kind === 'silent' || outcome.error_code === 'ENGINE_CIRCUIT_OPEN'
  const kind = isSilent ? (expired ? 'expired' : 'silent') : outcome.kind
  const finished = await finishIntent(ctx, campaignId, intent.id, { ...outcome, kind })
  ringOutbox()
  publish(ctx.workspaceId, { type: 'campaign.changed', id: campaignId, version: finished.campaign.version })
}

/** The engine's present state when it already agrees, else its answer to being asked. */
async function settle(ctx: Ctx, target: Target): Promise<EngineAnswer> {
  if (!target.turnOn && (await keepsRunningFor(ctx, target)))
    return { kind: 'observed', n8n_status: 'active', source: 'cron' }
  const engine = await openEngine(target.engineId).catch(ignoreRetired)
  if (!engine) {
    const error_message = 'The engine of this workflow is no longer in service.'
    return { kind: 'refused', error_code: 'WORKFLOW_NOT_FOUND', error_message }
  }
  const seen = await engine.get(target.workflowId, {
    priority: 'toggle',
    workspaceId: ctx.workspaceId,
    campaignId: target.campaignId,
  })
  if (seen.ok && seen.data.active === target.turnOn) {
    return {
      kind: 'observed',
      n8n_status: seen.data.active ? 'active' : 'inactive',
      workflow_name: seen.data.name.slice(0, 300),
      source: 'cron',
    }
  }
  const answer = await askEngine(ctx, target)
  return answer.kind === 'observed' ? { ...answer, source: 'cron' } : answer
}

/** Desired off, no intent open, engine on: a pause beats whatever switched it on (spec 05 §6). */
async function holdPause(ctx: Ctx, target: Target): Promise<void> {
  if (await keepsRunningFor(ctx, target)) return
  const answer = await askEngine(ctx, target)
  if (answer.kind === 'silent') throw new AppError('ENGINE_TIMEOUT')
  if (answer.kind !== 'observed') return
  await ctx.db((trx) =>
    trx
      .updateTable('campaigns')
      .set({ n8n_status: 'inactive', observed_at: new Date().toISOString(), sync_source: 'cron' })
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', target.campaignId)
      .where('desired_active', '=', false)
      .execute(),
  )
  await announce(ctx, target.campaignId)
}

async function announce(ctx: Ctx, campaignId: string): Promise<void> {
  const row = await ctx.db((trx) => getCampaignRow(trx, ctx.workspaceId, campaignId)).catch(ignoreMissing)
  if (row) publish(ctx.workspaceId, { type: 'campaign.changed', id: campaignId, version: row.version })
}

/** Nobody will ever answer for it again, so the intent must end. */
function ignoreRetired(error: unknown): null {
  if (error instanceof AppError && error.code === 'ENGINE_NOT_FOUND') return null
  throw error
}

/** The campaign was deleted since the job was written: nothing is left to do. */
function ignoreMissing(error: unknown): null {
  if (error instanceof AppError && error.code === 'CAMPAIGN_NOT_FOUND') return null
  throw error
}
