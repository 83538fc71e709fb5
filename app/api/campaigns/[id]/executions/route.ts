import { z } from 'zod'
import { CountedPageMeta } from '@/lib/api/answers'
import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { listExecutions } from '@/lib/campaigns/executions'
import { Execution } from '@/lib/campaigns/schemas/execution'
import { PageQuery } from '@/lib/campaigns/schemas/page'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route(
    {
      permission: 'campaigns.read',
      noun: 'CAMPAIGN_NOT_FOUND',
      query: PageQuery,
      response: z.array(Execution),
      meta: CountedPageMeta,
      errors: ['INVALID_CURSOR'],
    },
    async ({ ctx, params, query }) => {
      const { items, next_cursor, total } = await listExecutions(ctx, { id: params.id, ...query })
      return { data: items, meta: { limit: query.limit, next_cursor, has_more: next_cursor !== null, total } }
    },
  ),
})
