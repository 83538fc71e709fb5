import { type RawBuilder, sql } from 'kysely'
import { authorize, type Ctx } from '@/lib/auth/context'
import { PAGES } from './pages'
import type { SearchHit, SearchQuery } from './schemas'

const MOST_HITS = 20
const MOST_CAMPAIGNS = 8

type Found = { id: string; title: string; subtitle: string | null }

/**
 * Pages, campaigns and contacts in which every word of `q` begins a word; campaigns also by any part of their name. At most
 * 20, in this order.
 */
export async function search(ctx: Ctx, { q, types }: SearchQuery): Promise<SearchHit[]> {
  authorize(ctx, 'search.use')
  const words = wordsOf(q)
  const wants = (type: SearchHit['type']) => types === undefined || types.includes(type)
  const [campaigns, contacts] = await ctx.db.read(
    wants('campaign') ? campaignsNamed(ctx, q) : nobody,
    wants('contact') && words.length > 0 ? contactsWith(ctx, words) : nobody,
  )
  const pages = wants('page') && words.length > 0 ? PAGES.filter(({ title }) => hasAll(title, words)) : []
  return [
    ...pages.map(({ title, href }) => ({ type: 'page' as const, id: href, title, subtitle: null, href })),
    ...campaigns.map((hit) => ({ type: 'campaign' as const, ...hit, href: `/campaigns/${hit.id}` })),
    ...contacts.map((hit) => ({ type: 'contact' as const, ...hit, href: `/events?contact=${hit.id}` })),
  ].slice(0, MOST_HITS)
}

const wordsOf = (q: string): string[] => q.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

const hasAll = (title: string, words: string[]): boolean => {
  const own = wordsOf(title)
  return words.every((word) => own.some((each) => each.startsWith(word)))
}

const nobody: RawBuilder<Found> = sql`select null as id, null as title, null as subtitle where false`

const campaignsNamed = (ctx: Ctx, q: string): RawBuilder<Found> => sql`
  select id, name as title, status as subtitle from campaigns
  where workspace_id = ${ctx.workspaceId}::uuid and deleted_at is null
    and lower(name) like ${`%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`}
  order by status = 'archived', position(${q.toLowerCase()} in lower(name)), lower(name) limit ${MOST_CAMPAIGNS}`

// Words are letters and digits alone, so nothing in them means anything to a tsquery.
const contactsWith = (ctx: Ctx, words: string[]): RawBuilder<Found> => sql`
  select id, coalesce(name, email) as title, nullif(concat_ws(' · ', case when name is not null then email end, company), '')
    as subtitle
  from private.search_contacts(${ctx.workspaceId}::uuid, ${words.map((word) => `${word}:*`).join(' & ')}, ${MOST_HITS}::int)`
