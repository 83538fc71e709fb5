import { z } from 'zod'
import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { RangeQuery, StepFigures } from '@/lib/metrics/schemas'
import { readSteps } from '@/lib/metrics/steps'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route(
    {
      permission: 'metrics.read',
      query: RangeQuery,
      response: z.array(StepFigures),
      etag: true,
      errors: ['INVALID_DATE_RANGE'],
    },
    async ({ ctx, query }) => ({
      data: await readSteps(ctx, query),
    }),
  ),
})
