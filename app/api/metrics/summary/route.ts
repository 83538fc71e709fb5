import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { RangeQuery } from '@/lib/metrics/schemas'
import { readSummary } from '@/lib/metrics/summary'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route({ permission: 'metrics.read', query: RangeQuery, etag: true }, async ({ ctx, query }) => ({
    data: await readSummary(ctx, query),
  })),
})
