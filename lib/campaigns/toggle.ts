import { AppError } from '@/lib/api/errors'
import { authorize, type Ctx } from '@/lib/auth/context'
import { openEngine } from '@/lib/engines/open'
import { ringOutbox } from '@/lib/jobs/enqueue'
import { publish } from '@/lib/stream/publish'
import { askEngine, type EngineAnswer, type Target } from './ask-engine'
import { finishIntent, type IntentCause, setIntent } from './intent'
import { findIntent, getCampaignRow, serializeCampaign } from './read'
import type { Campaign, Intent, ToggleInput, ToggleResult } from './schemas/campaign'
import { keepsRunningFor } from './shared-workflow'

type Toggle = ToggleInput & { id: string; idempotencyKey?: string | null; cause?: IntentCause }

/**
 * The switch (ARCHITECTURE §4): commit the intent, ask the engine with no transaction open, record what it answered.
 * 200 carries the engine's answer; the proof follows over the stream. Throws the codes of spec 05 §2; an engine
 * failure carries `details {rollback, campaign, intent}`: the row as it stands, never as it was hoped for.
 */
export async function toggleCampaign(ctx: Ctx, input: Toggle): Promise<ToggleResult> {
  authorize(ctx, 'campaigns.toggle')
  const turnOn = input.action === 'activate' || input.action === 'resume'
  const target = await findTarget(ctx, input.id, turnOn)
  const set = await setIntent(ctx, {
    campaignId: input.id,
    action: input.action,
    cause: input.cause ?? 'user',
    expectedVersion: input.expected_version,
    idempotencyKey: input.idempotencyKey ?? null,
    reason: input.reason,
  })
  if (set.noop || (set.replayed && set.status !== 'pending')) {
    const { campaign } = await readState(ctx, input.id, null)
    return { campaign, intent: null, noop: set.noop, warnings: [] }
  }
  announce(ctx, input.id, set.row_version)
  return applyIntent(ctx, { ...target, turnOn }, set.intent_id)
}

/** Steps 2 and 3 for an intent that is already committed. */
export async function applyIntent(
  ctx: Ctx,
  target: Target,
  intentId: string,
  budgetMs?: number,
): Promise<ToggleResult> {
  const shared = target.turnOn ? null : await keepsRunningFor(ctx, target)
  const answer: EngineAnswer = shared
    ? { kind: 'observed', n8n_status: 'active', latency_ms: 0 }
    : await askEngine(ctx, target, budgetMs)
  const { code, engineMessage, retryAfterSeconds, ...outcome } = answer
  const finished = await finishIntent(ctx, intentId, outcome)
  ringOutbox()
  const { campaign, intent } = await readState(ctx, target.campaignId, intentId)
  announce(ctx, target.campaignId, campaign.version)
  logToggle(ctx, target, campaign, intent, answer)
  if (code && finished.status !== 'superseded') {
    const details = {
      rollback: finished.rollback,
      campaign,
      intent,
      ...(engineMessage && { engine_message: engineMessage }),
    }
    throw new AppError(code, answer.error_message, { details, ...(retryAfterSeconds && { retryAfterSeconds }) })
  }
  const warnings = shared ? [`The workflow stays on because "${shared}" uses it too. This campaign sends nothing.`] : []
  return { campaign, intent, noop: false, warnings }
}

/** Where the campaign runs. An activation is refused before anything is written while the engine is given a rest. */
async function findTarget(ctx: Ctx, campaignId: string, turnOn: boolean): Promise<Omit<Target, 'turnOn'>> {
  const row = await ctx.db((trx) => getCampaignRow(trx, ctx.workspaceId, campaignId))
  if (!row.engine_id || !row.n8n_workflow_id) throw new AppError('CAMPAIGN_NOT_LINKED')
  if (turnOn && (await openEngine(row.engine_id)).circuit() === 'open') {
    throw new AppError('ENGINE_CIRCUIT_OPEN', undefined, { retryAfterSeconds: 30 })
  }
  return { campaignId, engineId: row.engine_id, workflowId: row.n8n_workflow_id }
}

function readState(
  ctx: Ctx,
  campaignId: string,
  intentId: string | null,
): Promise<{ campaign: Campaign; intent: Intent | null }> {
  return ctx.db(async (trx) => ({
    campaign: serializeCampaign(await getCampaignRow(trx, ctx.workspaceId, campaignId)),
    intent: intentId ? await findIntent(trx, ctx.workspaceId, intentId) : null,
  }))
}

function announce(ctx: Ctx, campaignId: string, version: number): void {
  publish(ctx.workspaceId, { type: 'campaign.changed', id: campaignId, version })
}

function logToggle(ctx: Ctx, target: Target, campaign: Campaign, intent: Intent | null, answer: EngineAnswer): void {
  ctx.log.info(
    {
      campaign_id: target.campaignId,
      action: intent?.action,
      cause: intent?.cause,
      status: campaign.status,
      intent_version: campaign.intent_version,
      n8n_latency_ms: answer.latency_ms,
      outcome: answer.kind,
      code: answer.error_code,
    },
    'campaign_toggle',
  )
}
