import type { Tx } from '@/lib/db/principals'

type Named = { campaign_id?: string | undefined; campaign?: string | undefined }

/** The living campaign of this workspace that a callback names by id, or else by name. */
export const findCampaign = (trx: Tx, workspaceId: string, { campaign_id, campaign }: Named) =>
  trx
    .selectFrom('campaigns')
    .select(['id', 'name', 'status', 'desired_active', 'intent_version', 'engine_id', 'n8n_workflow_id'])
    .where('workspace_id', '=', workspaceId)
    .where('deleted_at', 'is', null)
    .where((row) =>
      campaign_id
        ? row('id', '=', campaign_id)
        : row(row.fn<string>('lower', ['name']), '=', (campaign ?? '').toLowerCase()),
    )
    .executeTakeFirst()
