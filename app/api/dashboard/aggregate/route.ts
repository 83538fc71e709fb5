import { z } from 'zod'
import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { readDashboard } from '@/lib/metrics/aggregate'
import { Dashboard, RangeQuery } from '@/lib/metrics/schemas'

const Freshness = z.object({ freshness: z.iso.datetime() })

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route(
    {
      permission: 'metrics.read',
      query: RangeQuery,
      response: Dashboard,
      meta: Freshness,
      etag: true,
      errors: ['INVALID_DATE_RANGE'],
    },
    async ({ ctx, query }) => {
      const data = await readDashboard(ctx, query)
      return { data, meta: { freshness: data.freshness_at } }
    },
  ),
})
