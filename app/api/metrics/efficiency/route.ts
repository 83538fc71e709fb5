import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { readEfficiency } from '@/lib/costs/efficiency'
import { RangeQuery } from '@/lib/metrics/schemas'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route({ permission: 'metrics.read', query: RangeQuery, etag: true }, async ({ ctx, query }) => ({
    data: await readEfficiency(ctx, query),
  })),
})
