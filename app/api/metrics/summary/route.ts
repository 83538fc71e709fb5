import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { RangeQuery, Summary } from '@/lib/metrics/schemas'
import { readSummary } from '@/lib/metrics/summary'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route(
    { permission: 'metrics.read', query: RangeQuery, response: Summary, etag: true, errors: ['INVALID_DATE_RANGE'] },
    async ({ ctx, query }) => ({
      data: await readSummary(ctx, query),
    }),
  ),
})
