import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { readEfficiency } from '@/lib/costs/efficiency'
import { Efficiency } from '@/lib/costs/schemas'
import { RangeQuery } from '@/lib/metrics/schemas'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route(
    { permission: 'metrics.read', query: RangeQuery, response: Efficiency, etag: true, errors: ['INVALID_DATE_RANGE'] },
    async ({ ctx, query }) => ({
      data: await readEfficiency(ctx, query),
    }),
  ),
})
