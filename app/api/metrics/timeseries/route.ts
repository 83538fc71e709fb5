import { z } from 'zod'
import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { SeriesPoint, TimeseriesQuery } from '@/lib/metrics/schemas'
import { readTimeseries } from '@/lib/metrics/timeseries'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route(
    {
      permission: 'metrics.read',
      query: TimeseriesQuery,
      response: z.array(SeriesPoint),
      etag: true,
      errors: ['INVALID_DATE_RANGE'],
    },
    async ({ ctx, query }) => ({
      data: await readTimeseries(ctx, query),
    }),
  ),
})
