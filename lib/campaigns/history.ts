import { sql } from 'kysely'
import { decodeCursor, encodeCursor } from '@/lib/api/time-cursor'
import { authorize, type Ctx } from '@/lib/auth/context'
import { getCampaignRow } from './read'
import type { HistoryEntry } from './schemas/campaign'
import type { PageQuery } from './schemas/page'

type Row = Omit<HistoryEntry, 'kind'> & { kind: string }
export type HistoryPage = { items: HistoryEntry[]; next_cursor: string | null }

/**
 * Everything that happened to a campaign, newest first: its intents, and the audited acts that are not an intent's own
 * record. Members read it like the campaign itself. Throws CAMPAIGN_NOT_FOUND, INVALID_CURSOR.
 */
export async function listHistory(ctx: Ctx, { id, limit, cursor }: PageQuery & { id: string }): Promise<HistoryPage> {
  authorize(ctx, 'campaigns.read')
  const after = decodeCursor(cursor)
  const rows = await ctx.db(async (trx) => {
    await getCampaignRow(trx, ctx.workspaceId, id)
    const { rows: found } = await sql<Row>`select * from private.campaign_history(${ctx.workspaceId}::uuid, ${id}::uuid,
      ${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid, ${limit + 1}::int)`.execute(trx)
    return found
  })
  const items = rows
    .slice(0, limit)
    .map((row) => ({ ...row, kind: row.kind === 'audit' ? ('audit' as const) : ('intent' as const) }))
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next_cursor: last ? encodeCursor({ at: last.at, id: last.id }) : null }
}
