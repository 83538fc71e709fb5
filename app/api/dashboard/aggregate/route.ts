import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { readDashboard } from '@/lib/metrics/aggregate'
import { RangeQuery } from '@/lib/metrics/schemas'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route({ permission: 'metrics.read', query: RangeQuery, etag: true }, async ({ ctx, query }) => {
    const data = await readDashboard(ctx, query)
    return { data, meta: { freshness: data.freshness_at } }
  }),
})
