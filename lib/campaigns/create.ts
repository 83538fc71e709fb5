import { sql } from 'kysely'
import { AppError } from '@/lib/api/errors'
import { auditContext, authorize, type Ctx } from '@/lib/auth/context'
import { can } from '@/lib/auth/permissions'
import { publish } from '@/lib/stream/publish'
import { findWorkflow, linkWorkflow } from './link-workflow'
import { getCampaignRow, serializeCampaign } from './read'
import type { Campaign, CreateCampaignInput } from './schemas/campaign'

/**
 * Creates a draft; with `n8n_workflow_id` also links it (needs campaigns.link). Throws CAMPAIGN_NAME_TAKEN,
 * CAMPAIGN_LIMIT, INVALID_TIMEZONE, and what `linkWorkflow` throws.
 */
export async function createCampaign(ctx: Ctx, input: CreateCampaignInput): Promise<Campaign> {
  authorize(ctx, 'campaigns.create')
  if (input.n8n_workflow_id && ctx.actor.type === 'user' && !can(ctx.actor.role, 'campaigns.link'))
    throw new AppError('FORBIDDEN')
  // A workflow that cannot be linked leaves no half-made campaign behind.
  if (input.n8n_workflow_id) await findWorkflow(ctx, input.n8n_workflow_id)
  const campaign = await ctx.db(async (trx) => {
    const { used, most, timezone } = await trx
      .selectFrom('workspaces as w')
      .select((eb) => [
        'w.max_campaigns as most',
        'w.timezone',
        eb
          .selectFrom('campaigns')
          .select(({ fn }) => fn.countAll<number>().as('used'))
          .whereRef('campaigns.workspace_id', '=', 'w.id')
          .where('deleted_at', 'is', null)
          .as('used'),
      ])
      .where('w.id', '=', ctx.workspaceId)
      .executeTakeFirstOrThrow(() => new AppError('WORKSPACE_NOT_FOUND'))
    if ((used ?? 0) >= most) throw new AppError('CAMPAIGN_LIMIT', undefined, { details: { limit: most, used } })
    const { id } = await trx
      .insertInto('campaigns')
      .values({
        workspace_id: ctx.workspaceId,
        name: input.name,
        description: input.description ?? null,
        daily_limit: input.daily_limit ?? 50,
        timezone: input.timezone ?? timezone,
        created_by: ctx.actor.id,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await sql`select private.audit(${ctx.workspaceId}::uuid, 'campaign.created', 'campaign', ${id}, null,
      ${{ name: input.name }}::jsonb, null, ${auditContext(ctx)}::jsonb)`.execute(trx)
    return serializeCampaign(await getCampaignRow(trx, ctx.workspaceId, id))
  })
  publish(ctx.workspaceId, { type: 'campaign.changed', id: campaign.id, version: campaign.version })
  if (!input.n8n_workflow_id) return campaign
  return linkWorkflow(ctx, { id: campaign.id, n8n_workflow_id: input.n8n_workflow_id })
}
