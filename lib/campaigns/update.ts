import { sql } from 'kysely'
import { AppError } from '@/lib/api/errors'
import { auditContext, authorize, type Ctx } from '@/lib/auth/context'
import { asWorkspace } from '@/lib/db/principals'
import { publish } from '@/lib/stream/publish'
import { getCampaignRow, serializeCampaign } from './read'
import type { Campaign, UpdateCampaignInput } from './schemas/campaign'

export const UPDATE_ERRORS = [
  'VERSION_CONFLICT',
  'USE_TOGGLE',
  'CAMPAIGN_ALREADY_ACTIVE',
  'CAMPAIGN_NAME_TAKEN',
] as const

/**
 * Changes metadata; `status` only to `archived` and back to `paused`. Last write wins unless `version` is sent.
 * Throws VERSION_CONFLICT with the current campaign, USE_TOGGLE, CAMPAIGN_ALREADY_ACTIVE, CAMPAIGN_NAME_TAKEN.
 */
export async function updateCampaign(ctx: Ctx, input: UpdateCampaignInput & { id: string }): Promise<Campaign> {
  authorize(ctx, 'campaigns.update')
  const { id, version, status, ...metadata } = input
  const fields = Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined))
  const campaign = await ctx.db(async (trx) => {
    const before = serializeCampaign(await getCampaignRow(trx, ctx.workspaceId, id))
    if (version !== undefined && version !== before.version) {
      throw new AppError('VERSION_CONFLICT', undefined, { details: { current: before } })
    }
    if (status !== undefined) assertArchiving(before, status)
    if (Object.keys(fields).length > 0) {
      await trx
        .updateTable('campaigns')
        .set(fields)
        .where('workspace_id', '=', ctx.workspaceId)
        .where('id', '=', id)
        .where('version', '=', before.version)
        .returning('version')
        .executeTakeFirstOrThrow(() => new AppError('VERSION_CONFLICT', undefined, { details: { current: before } }))
    }
    await sql`select private.audit(${ctx.workspaceId}::uuid, 'campaign.updated', 'campaign', ${id}, ${pick(before, fields)}::jsonb,
      ${{ ...fields, ...(status && { status }) }}::jsonb, null, ${auditContext(ctx)}::jsonb)`.execute(trx)
    return serializeCampaign(await getCampaignRow(trx, ctx.workspaceId, id))
  })
  const result = status !== undefined && status !== campaign.status ? await setArchived(ctx, id, status) : campaign
  publish(ctx.workspaceId, { type: 'campaign.changed', id, version: result.version })
  return result
}

function assertArchiving(campaign: Campaign, status: NonNullable<UpdateCampaignInput['status']>): void {
  if (status === campaign.status) return
  if (status !== 'archived' && !(status === 'paused' && campaign.status === 'archived'))
    throw new AppError('USE_TOGGLE')
  if (campaign.desired_active) throw new AppError('CAMPAIGN_ALREADY_ACTIVE')
}

/** People hold no grant on `status`; the workspace's agent moves it, for the person who was authorised above. */
function setArchived(ctx: Ctx, id: string, status: 'archived' | string): Promise<Campaign> {
  return asWorkspace(ctx.workspaceId)(async (trx) => {
    await trx
      .updateTable('campaigns')
      .set({
        status,
        archived_at: status === 'archived' ? new Date().toISOString() : null,
        last_status_change_at: new Date().toISOString(),
      })
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', id)
      .where('desired_active', '=', false)
      .executeTakeFirst()
    return serializeCampaign(await getCampaignRow(trx, ctx.workspaceId, id))
  })
}

const pick = (campaign: Campaign, fields: object) =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, campaign[name as keyof Campaign]]))
