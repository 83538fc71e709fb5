import { z } from 'zod'
import { route } from '@/lib/api/route'
import { readBreakdown } from './breakdown'
import { BreakdownRow, RangeQuery } from './schemas'

/** The figures of a period, a row for each campaign, provider, sender or variant. */
export const breakdownRoute = (by: Parameters<typeof readBreakdown>[1]) =>
  route(
    {
      ...{ permission: 'metrics.read', query: RangeQuery, response: z.array(BreakdownRow), etag: true },
      errors: ['INVALID_DATE_RANGE'],
    },
    async ({ ctx, query }) => ({ data: await readBreakdown(ctx, by, query) }),
  )
