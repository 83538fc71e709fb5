import { z } from 'zod'
import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { readBreakdown } from '@/lib/metrics/breakdown'
import { BreakdownRow, RangeQuery } from '@/lib/metrics/schemas'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route(
    {
      permission: 'metrics.read',
      query: RangeQuery,
      response: z.array(BreakdownRow),
      etag: true,
      errors: ['INVALID_DATE_RANGE'],
    },
    async ({ ctx, query }) => ({
      data: await readBreakdown(ctx, 'sender', query),
    }),
  ),
})
