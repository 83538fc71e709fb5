import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { RangeQuery } from '@/lib/metrics/schemas'
import { readSteps } from '@/lib/metrics/steps'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route({ permission: 'metrics.read', query: RangeQuery, etag: true }, async ({ ctx, query }) => ({
    data: await readSteps(ctx, query),
  })),
})
