import { AppError } from '@/lib/api/errors'
import { authorize, type Ctx } from '@/lib/auth/context'
import { ringOutbox } from '@/lib/jobs/enqueue'
import { publish } from '@/lib/stream/publish'
import { askEngine, type EngineAnswer } from './ask-engine'
import { finishIntent, type IntentCause, type IntentSet, setIntent } from './intent'
import { getCampaignRow, serializeCampaign } from './read'
import type { Campaign, Intent, ToggleInput, ToggleResult } from './schemas/campaign'

type Toggle = ToggleInput & { id: string; idempotencyKey?: string | null; cause?: IntentCause }

export const TOGGLE_ERRORS = [
  ...(['CAMPAIGN_NOT_LINKED', 'CAMPAIGN_BUSY', 'VERSION_CONFLICT', 'INVALID_TRANSITION', 'WORKSPACE_FROZEN'] as const),
  ...(['ENGINE_NOT_FOUND', 'ENGINE_AUTH_FAILED', 'ENGINE_CIRCUIT_OPEN', 'ENGINE_TIMEOUT', 'N8N_API_ERROR'] as const),
  ...(['WORKFLOW_NOT_FOUND', 'WORKFLOW_CONFLICT', 'WORKFLOW_VALIDATION_FAILED'] as const),
] as const

/**
 * The switch (ARCHITECTURE §4): commit the intent, ask the engine with no transaction open, record what it answered.
 * 200 carries the engine's answer; the proof follows over the stream. Throws the codes of spec 05 §2; an engine
 * failure carries `details {rollback, campaign, intent}`: the row as it stands, never as it was hoped for.
 */
export async function toggleCampaign(ctx: Ctx, input: Toggle): Promise<ToggleResult> {
  authorize(ctx, 'campaigns.toggle')
  const set = await setIntent(ctx, {
    campaignId: input.id,
    action: input.action,
    cause: input.cause ?? 'user',
    expectedVersion: input.expected_version,
    idempotencyKey: input.idempotencyKey ?? null,
    reason: input.reason,
  })
  if (set.noop || (set.replayed && set.status !== 'pending')) {
    const campaign = await ctx.db((trx) => getCampaignRow(trx, ctx.workspaceId, input.id))
    return { campaign: serializeCampaign(campaign), intent: null, noop: set.noop, warnings: [] }
  }
  announce(ctx, input.id, set.row_version)
  return applyIntent(ctx, input.id, set)
}

/** Steps 2 and 3 for an intent that is already committed. */
export async function applyIntent(
  ctx: Ctx,
  campaignId: string,
  set: Extract<IntentSet, { noop: false }>,
  budgetMs?: number,
): Promise<ToggleResult> {
  const target = { campaignId, engineId: set.engine_id, workflowId: set.n8n_workflow_id, turnOn: set.desired_active }
  const answer: EngineAnswer = set.shared_with
    ? { kind: 'observed', n8n_status: 'active', latency_ms: 0 }
    : await askEngine(ctx, target, budgetMs)
  const { code, engineMessage, retryAfterSeconds, ...outcome } = answer
  const { campaign, intent, status, rollback } = await finishIntent(ctx, campaignId, set.intent_id, outcome)
  ringOutbox()
  announce(ctx, campaignId, campaign.version)
  logToggle(ctx, campaign, intent, answer)
  if (code && status !== 'superseded') {
    const details = { rollback, campaign, intent, ...(engineMessage && { engine_message: engineMessage }) }
    throw new AppError(code, answer.error_message, { details, ...(retryAfterSeconds && { retryAfterSeconds }) })
  }
  return { campaign, intent, noop: false, warnings: set.shared_with ? [stillOn(set.shared_with)] : [] }
}

const stillOn = (other: string) => `The workflow stays on because "${other}" uses it too. This campaign sends nothing.`

function announce(ctx: Ctx, campaignId: string, version: number): void {
  publish(ctx.workspaceId, { type: 'campaign.changed', id: campaignId, version })
}

function logToggle(ctx: Ctx, campaign: Campaign, intent: Intent | null, answer: EngineAnswer): void {
  ctx.log.info(
    {
      campaign_id: campaign.id,
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
