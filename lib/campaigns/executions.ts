import { sql } from 'kysely'
import { decodeCursor, encodeCursor } from '@/lib/api/time-cursor'
import { authorize, type Ctx } from '@/lib/auth/context'
import { getCampaignRow } from './read'
import type { Execution } from './schemas/execution'
import type { PageQuery } from './schemas/page'

export type ExecutionPage = { items: Execution[]; next_cursor: string | null; total: number }

/** Runs of a campaign, newest first: those we started and those the engine reports. Throws CAMPAIGN_NOT_FOUND. */
export async function listExecutions(
  ctx: Ctx,
  { id, limit, cursor }: PageQuery & { id: string },
): Promise<ExecutionPage> {
  authorize(ctx, 'campaigns.read')
  const after = decodeCursor(cursor)
  const { rows, total } = await ctx.db(async (trx) => {
    const campaign = await getCampaignRow(trx, ctx.workspaceId, id)
    let query = trx
      .selectFrom('campaign_executions')
      .select([
        'id',
        'kind',
        'status',
        'n8n_execution_id',
        'started_at',
        'finished_at',
        'duration_ms',
        'error',
        'created_at',
      ])
      .where('workspace_id', '=', ctx.workspaceId)
      .where('campaign_id', '=', id)
    if (after) query = query.where(sql<boolean>`(created_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
    const found = await query
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    return { rows: found, total: campaign.total_executions ?? 0 }
  })
  const items = rows
    .slice(0, limit)
    .map((row): Execution => ({ ...row, source: row.kind === 'workflow' ? 'engine' : 'sovereign' }))
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next_cursor: last ? encodeCursor({ at: last.created_at, id: last.id }) : null, total }
}
