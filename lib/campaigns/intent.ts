import { sql } from 'kysely'
import { AppError } from '@/lib/api/errors'
import { auditContext, type Ctx } from '@/lib/auth/context'
import { isLockTimeout } from '@/lib/db/errors'
import { compose } from '@/lib/db/pipeline'
import { retryLocked, retryTransaction } from '@/lib/db/retry'
import { circuitOf, isAnyCircuitOpen } from '@/lib/engines/connect'
import { selectCampaign, selectIntent, serializeCampaign, serializeIntent } from './read'
import type { Campaign, Intent, ToggleAction } from './schemas/campaign'

/** The toggle's two transactions as the database functions define them. */
export type IntentCause = 'user' | 'api' | 'batch' | 'undo' | 'engine' | 'reconciler'
export type NewIntent = {
  campaignId: string
  action: ToggleAction
  cause: IntentCause
  expectedVersion?: number | undefined
  idempotencyKey?: string | null
  batchId?: string
  reason?: string | undefined
}
export type IntentSet =
  | { noop: true; intent_version: number }
  | {
      noop: false
      replayed: boolean
      intent_id: string
      intent_version: number
      row_version: number
      desired_active: boolean
      engine_id: string
      n8n_workflow_id: string
      shared_with: string | null
      status: string
    }

/**
 * Step 1: lock, check, write the desired state, intent, audit and safety-net job; commit. Throws CAMPAIGN_NOT_FOUND,
 * CAMPAIGN_NOT_LINKED, CAMPAIGN_BUSY, VERSION_CONFLICT, INVALID_TRANSITION, WORKSPACE_FROZEN, FORBIDDEN.
 */
export async function setIntent(ctx: Ctx, input: NewIntent): Promise<IntentSet> {
  const { campaignId, action, cause, expectedVersion = null, idempotencyKey = null, batchId = null } = input
  const context = auditContext(ctx, input.reason)
  const turnsOn = action === 'activate' || action === 'resume'
  // Keys are the caller's own, so another person's equal key in the same workspace never meets it.
  const key = idempotencyKey && `${ctx.actor.id}:${idempotencyKey}`.slice(0, 300)
  try {
    if (turnsOn && isAnyCircuitOpen()) await refuseWhileResting(ctx, campaignId)
    const statement = sql<{ result: IntentSet }>`select private.set_campaign_intent(${ctx.workspaceId}::uuid,
      ${campaignId}::uuid, ${action}, ${expectedVersion}::int, ${key}, ${cause}, ${batchId}::uuid, ${context}::jsonb) as result`
    const [rows] = await retryLocked(() => ctx.db.batch(statement))
    return one(rows).result
  } catch (error) {
    if (isLockTimeout(error)) throw new AppError('CAMPAIGN_BUSY', undefined, { cause: error, retryAfterSeconds: 1 })
    throw error
  }
}

/** An activation writes nothing while its engine is given a rest after repeated failures. */
async function refuseWhileResting(ctx: Ctx, campaignId: string): Promise<void> {
  const [[row]] = await ctx.db.read(
    compose
      .selectFrom('campaigns')
      .select('engine_id')
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', campaignId),
  )
  if (row?.engine_id && circuitOf(row.engine_id) === 'open') {
    throw new AppError('ENGINE_CIRCUIT_OPEN', undefined, { retryAfterSeconds: 30 })
  }
}

/** What the engine said, in the words of `finish_campaign_intent`. */
export type Outcome = {
  kind: 'observed' | 'refused' | 'silent' | 'expired'
  n8n_status?: 'active' | 'inactive'
  workflow_name?: string
  error_code?: string
  error_message?: string
  latency_ms?: number
  source?: 'api' | 'cron'
}
export type IntentFinished = { status: string; rollback: boolean; campaign: Campaign; intent: Intent | null }

/**
 * The disk is not waited for. Should Postgres itself crash in the half second until then, all of step 3 is undone
 * together, which is the crash between steps 2 and 3: step 1's job looks again and finds what the engine answered. Not
 * for a refusal, whose rollback the person is told of.
 */
const COMMIT_SOON = sql`set local synchronous_commit = off`

/**
 * Step 3: records the outcome, unless a newer intent has won meanwhile, and reads both as they now stand. Tried again
 * while the database is away. Throws CAMPAIGN_NOT_FOUND.
 */
export async function finishIntent(
  ctx: Ctx,
  campaignId: string,
  intentId: string,
  outcome: Outcome,
): Promise<IntentFinished> {
  const finish = sql<{ result: { status: string; rollback: boolean } }>`select private.finish_campaign_intent(
    ${ctx.workspaceId}::uuid, ${intentId}::uuid, ${outcome}::jsonb, ${auditContext(ctx)}::jsonb) as result`
  const [, finished, [campaign], [intent]] = await retryTransaction(() =>
    ctx.db.batch(
      outcome.kind === 'observed' ? COMMIT_SOON : sql`select`,
      finish,
      selectCampaign(compose, ctx.workspaceId, campaignId),
      selectIntent(compose, ctx.workspaceId, intentId, campaignId),
    ),
  )
  if (!campaign) throw new AppError('CAMPAIGN_NOT_FOUND')
  return {
    ...one(finished).result,
    campaign: serializeCampaign(campaign),
    intent: intent ? serializeIntent(intent) : null,
  }
}

function one<T>(rows: T[]): T {
  const [row] = rows
  if (!row) throw new Error('The database function returned no row')
  return row
}
