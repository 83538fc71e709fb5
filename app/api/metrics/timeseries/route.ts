import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { TimeseriesQuery } from '@/lib/metrics/schemas'
import { readTimeseries } from '@/lib/metrics/timeseries'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route({ permission: 'metrics.read', query: TimeseriesQuery, etag: true }, async ({ ctx, query }) => ({
    data: await readTimeseries(ctx, query),
  })),
})
