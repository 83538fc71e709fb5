import { z } from 'zod'
import { PageMeta } from '@/lib/api/answers'
import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { listHistory } from '@/lib/campaigns/history'
import { HistoryEntry } from '@/lib/campaigns/schemas/campaign'
import { PageQuery } from '@/lib/campaigns/schemas/page'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route(
    {
      permission: 'campaigns.read',
      noun: 'CAMPAIGN_NOT_FOUND',
      query: PageQuery,
      response: z.array(HistoryEntry),
      meta: PageMeta,
      errors: ['INVALID_CURSOR'],
    },
    async ({ ctx, params, query }) => {
      const { items, next_cursor } = await listHistory(ctx, { id: params.id, ...query })
      return { data: items, meta: { limit: query.limit, next_cursor, has_more: next_cursor !== null } }
    },
  ),
})
