import { sql } from 'kysely'
import { authorize, type Ctx } from '@/lib/auth/context'
import { asWorkspace } from '@/lib/db/principals'
import type { SyncStatus } from './schemas'
import { readSync } from './trigger'

/** When the workspace's engines last answered, which campaigns differ from their wish, and how many failures are open. */
export async function getSyncStatus(ctx: Ctx): Promise<SyncStatus> {
  authorize(ctx, 'campaigns.read')
  return asWorkspace(ctx.workspaceId)(async (trx) => {
    const { rows: freshness } = await sql<{ at: string | null }>`select min(last_sync_at) as at
      from private.campaign_engine_facts(${ctx.workspaceId}::uuid)`.execute(trx)
    const { rows: differing } = await sql<{ id: string }>`select id from campaigns
      where workspace_id = ${ctx.workspaceId} and deleted_at is null and n8n_workflow_id is not null and status <> 'archived'
        and n8n_status <> case when desired_active then 'active' else 'inactive' end limit 1000`.execute(trx)
    const last = await trx
      .selectFrom('platform.sync_logs')
      .select('id')
      .where('workspace_id', '=', ctx.workspaceId)
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    const failures = await trx
      .selectFrom('platform.sync_failures')
      .select(({ fn }) => fn.countAll<number>().as('open'))
      .where('workspace_id', '=', ctx.workspaceId)
      .where('resolved_at', 'is', null)
      .executeTakeFirstOrThrow()
    return {
      last_sync_at: freshness[0]?.at ?? null,
      last: last ? await readSync(trx, ctx.workspaceId, last.id) : null,
      out_of_sync: differing.map((row) => row.id),
      failures_open: failures.open,
    }
  })
}
