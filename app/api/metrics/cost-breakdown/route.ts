import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { readCostBreakdown } from '@/lib/costs/breakdown'
import { CostBreakdown, CostQuery } from '@/lib/costs/schemas'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route(
    {
      permission: 'metrics.read',
      query: CostQuery,
      response: CostBreakdown,
      etag: true,
      errors: ['INVALID_DATE_RANGE'],
    },
    async ({ ctx, query }) => ({
      data: await readCostBreakdown(ctx, query),
    }),
  ),
})
