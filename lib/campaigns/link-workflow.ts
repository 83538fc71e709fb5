import { sql } from 'kysely'
import { AppError } from '@/lib/api/errors'
import { auditContext, authorize, type Ctx } from '@/lib/auth/context'
import { asWorkspace, type Tx } from '@/lib/db/principals'
import { openEngine } from '@/lib/engines/open'
import type { EngineWorkflow } from '@/lib/engines/port'
import { webhooksOf } from '@/lib/engines/webhooks'
import { findWorkflowOwner } from '@/lib/engines/workflow-owner'
import { publish } from '@/lib/stream/publish'
import { getCampaignRow, serializeCampaign } from './read'
import type { Campaign, LinkWorkflowInput } from './schemas/campaign'

export const LINK_ERRORS = ['CAMPAIGN_ALREADY_ACTIVE', 'ENGINE_NOT_FOUND', 'N8N_API_ERROR', 'ENGINE_TIMEOUT'] as const

/**
 * Binds a campaign to an existing workflow, or with null frees it. The workflow is read from the engine first; on a
 * shared engine its name must start with this workspace's name or slug and a colon. Throws CAMPAIGN_ALREADY_ACTIVE,
 * INVALID_INPUT for a workflow that is not there or not ours, ENGINE_NOT_FOUND, and the engine's own codes.
 */
export async function linkWorkflow(ctx: Ctx, input: LinkWorkflowInput & { id: string }): Promise<Campaign> {
  authorize(ctx, 'campaigns.link')
  const agent = asWorkspace(ctx.workspaceId)
  const row = await agent((trx) => getCampaignRow(trx, ctx.workspaceId, input.id))
  if (row.desired_active || row.pending_intent) throw new AppError('CAMPAIGN_ALREADY_ACTIVE')
  const found = input.n8n_workflow_id ? await findWorkflow(ctx, input.n8n_workflow_id, input.engine_id) : null

  const campaign = await agent(async (trx) => {
    await trx
      .deleteFrom('platform.engine_workflows')
      .where('workspace_id', '=', ctx.workspaceId)
      .where('campaign_id', '=', input.id)
      .execute()
    if (found) await adopt(trx, ctx, input.id, found)
    await trx
      .updateTable('campaigns')
      .set({
        engine_id: found?.engineId ?? null,
        n8n_workflow_id: found?.workflow.id ?? null,
        n8n_workflow_name: found?.workflow.name.slice(0, 300) ?? null,
        n8n_status: found ? (found.workflow.active ? 'active' : 'inactive') : 'unknown',
        observed_at: found ? new Date().toISOString() : null,
        sync_source: found ? 'api' : null,
        proof: null,
        proven_active: null,
        last_error: null,
        ...(row.status === 'error' && { status: 'paused' }),
      })
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', input.id)
      .where('intent_version', '=', row.intent_version)
      .returning('id')
      .executeTakeFirstOrThrow(() => new AppError('CAMPAIGN_ALREADY_ACTIVE'))
    const after = { n8n_workflow_id: found?.workflow.id ?? null, engine_id: found?.engineId ?? null }
    await sql`select private.audit(${ctx.workspaceId}::uuid, 'campaign.linked', 'campaign', ${input.id},
      ${{ n8n_workflow_id: row.n8n_workflow_id }}::jsonb, ${after}::jsonb, null, ${auditContext(ctx)}::jsonb)`.execute(
      trx,
    )
    return serializeCampaign(await getCampaignRow(trx, ctx.workspaceId, input.id))
  })
  publish(ctx.workspaceId, { type: 'campaign.changed', id: input.id, version: campaign.version })
  return campaign
}

/** One answer for a workflow that is not there and for one of another tenant. */
const noSuchWorkflow = () => {
  const message = 'The engine has no such workflow of this workspace.'
  return new AppError('INVALID_INPUT', message, { details: { fields: { n8n_workflow_id: message } } })
}

type Found = { engineId: string; workflow: EngineWorkflow }

/** Reads a workflow this workspace may link. Throws before anything is written. */
export async function findWorkflow(ctx: Ctx, workflowId: string, wanted?: string): Promise<Found> {
  const engine = await asWorkspace(ctx.workspaceId)((trx) => {
    const visible = trx
      .selectFrom('platform.engines')
      .select(['id', 'workspace_id'])
      .where('status', '<>', 'retired')
      .orderBy(sql`workspace_id is null`)
      .limit(1)
    return (wanted ? visible.where('id', '=', wanted) : visible).executeTakeFirst()
  })
  if (!engine) throw new AppError('ENGINE_NOT_FOUND')
  const answer = await (await openEngine(engine.id)).get(workflowId, {
    priority: 'toggle',
    workspaceId: ctx.workspaceId,
  })
  if (!answer.ok) {
    if (answer.error.kind === 'not_found') throw noSuchWorkflow()
    throw new AppError(answer.error.kind === 'timeout' ? 'ENGINE_TIMEOUT' : 'N8N_API_ERROR')
  }
  if (engine.workspace_id === null && (await findWorkflowOwner(engine.id, answer.data)) !== ctx.workspaceId)
    throw noSuchWorkflow()
  return { engineId: engine.id, workflow: answer.data }
}

async function adopt(trx: Tx, ctx: Ctx, campaignId: string, { engineId, workflow }: Found): Promise<void> {
  await trx
    .insertInto('platform.engine_workflows')
    .values({
      workspace_id: ctx.workspaceId,
      engine_id: engineId,
      campaign_id: campaignId,
      n8n_workflow_id: workflow.id,
      name: workflow.name.slice(0, 300),
      active: workflow.active,
      trigger_count: workflow.triggerCount,
      webhook_paths: JSON.parse(JSON.stringify(webhooksOf(workflow))),
      observed_at: new Date().toISOString(),
    })
    .execute()
}
