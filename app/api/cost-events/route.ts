import { z } from 'zod'
import { PageMeta } from '@/lib/api/answers'
import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { listCosts } from '@/lib/costs/list'
import { CostEvent, CostListQuery } from '@/lib/costs/schemas'
import { n8nRoute } from '@/lib/webhooks/n8n-route'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route(
    {
      permission: 'metrics.read',
      query: CostListQuery,
      response: z.array(CostEvent),
      meta: PageMeta,
      etag: true,
      errors: ['INVALID_DATE_RANGE', 'INVALID_CURSOR'],
    },
    async ({ ctx, query }) => {
      const { items, next_cursor } = await listCosts(ctx, query)
      return { data: items, meta: { limit: query.limit, next_cursor, has_more: next_cursor !== null } }
    },
  ),

  POST: n8nRoute('cost-events'),
})
