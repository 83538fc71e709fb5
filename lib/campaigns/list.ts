import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '@/lib/api/errors'
import { authorize, type Ctx } from '@/lib/auth/context'
import { selectCampaigns, serializeCampaign } from './read'
import type { Campaign, ListCampaignsQuery } from './schemas/campaign'

const Cursor = z.tuple([z.string().max(200), z.uuid(), z.string()])
export type CampaignPage = { items: Campaign[]; next_cursor: string | null; total: number }

/** A keyset page of the workspace's campaigns; ties broken by id. Throws INVALID_CURSOR for one of another filter. */
export async function listCampaigns(ctx: Ctx, query: ListCampaignsQuery): Promise<CampaignPage> {
  authorize(ctx, 'campaigns.read')
  const { limit, sort_by: by, sort_dir: direction } = query
  const after = query.cursor === undefined ? null : decode(query.cursor, query)
  const column = by === 'name' ? sql<string>`lower(c.name)` : sql<string>`c.${sql.raw(by)}`
  const matches = filter(query)
  return ctx.db(async (trx) => {
    const matching = selectCampaigns(trx, ctx.workspaceId).where(matches)
    // Counted without the joins of the page: a total needs none of them.
    const { total } = await trx
      .selectFrom('campaigns as c')
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .where('c.workspace_id', '=', ctx.workspaceId)
      .where('c.deleted_at', 'is', null)
      .where(matches)
      .executeTakeFirstOrThrow()
    const operator = sql.raw(direction === 'asc' ? '>' : '<')
    const cast = sql.raw(by === 'name' ? 'text' : 'timestamptz')
    const page = after
      ? matching.where(sql<boolean>`(${column}, c.id) ${operator} (${after.value}::${cast}, ${after.id}::uuid)`)
      : matching
    const rows = await page
      .orderBy(column, direction)
      .orderBy('c.id', direction)
      .limit(limit + 1)
      .execute()
    const items = rows.slice(0, limit).map(serializeCampaign)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      items,
      next_cursor: last ? encode(by === 'name' ? last.name.toLowerCase() : last[by], last.id, query) : null,
      total,
    }
  })
}

function filter({ status, n8n_status, search }: ListCampaignsQuery) {
  const conditions = [status?.length ? sql`c.status = any(${status}::text[])` : sql`c.status <> 'archived'`]
  if (n8n_status) conditions.push(sql`c.n8n_status = ${n8n_status}`)
  if (search) conditions.push(sql`lower(c.name) like ${`%${escapeLike(search.toLowerCase())}%`}`)
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** Filters are part of the cursor, so a page link cannot silently continue another list. */
const fingerprint = ({ cursor: _cursor, limit: _limit, ...filters }: ListCampaignsQuery) =>
  createHash('sha256').update(JSON.stringify(filters)).digest('base64url').slice(0, 12)

const encode = (value: string, id: string, query: ListCampaignsQuery) =>
  Buffer.from(JSON.stringify([value, id, fingerprint(query)])).toString('base64url')

function decode(cursor: string, query: ListCampaignsQuery): { value: string; id: string } {
  try {
    const [value, id, filters] = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    const isInstant = query.sort_by === 'name' || !Number.isNaN(Date.parse(value))
    if (filters === fingerprint(query) && isInstant) return { value, id }
  } catch {
    // Anything that cannot be read is refused below with the one code.
  }
  throw new AppError('INVALID_CURSOR')
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&')
