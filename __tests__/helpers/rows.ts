import { asPlatform } from '@/lib/db/principals'

/** What the database holds, read past RLS: the witness of a test, never its subject. */
export const readCampaign = (id: string) =>
  asPlatform('test witness')((trx) =>
    trx.selectFrom('campaigns').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )

export const readIntents = (campaignId: string) =>
  asPlatform('test witness')((trx) =>
    trx
      .selectFrom('campaign_intents')
      .selectAll()
      .where('campaign_id', '=', campaignId)
      .orderBy('intent_version')
      .execute(),
  )

export const readAudit = (resourceId: string) =>
  asPlatform('test witness')((trx) =>
    trx.selectFrom('audit_log').selectAll().where('resource_id', '=', resourceId).orderBy('created_at').execute(),
  )

export const readOutbox = (workspaceId: string) =>
  asPlatform('test witness')((trx) =>
    trx
      .selectFrom('platform.outbox')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .orderBy('created_at')
      .execute(),
  )

/** What the relay does to waiting jobs, without running them. */
export const takeOutbox = (workspaceId: string) =>
  asPlatform('test relay')((trx) =>
    trx
      .updateTable('platform.outbox')
      .set({ relayed_at: new Date().toISOString() })
      .where('workspace_id', '=', workspaceId)
      .where('relayed_at', 'is', null)
      .execute(),
  )
