import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { readProjection } from '@/lib/costs/projection'
import { Projection } from '@/lib/costs/schemas'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route({ permission: 'metrics.read', response: Projection, etag: true }, async ({ ctx }) => ({
    data: await readProjection(ctx),
  })),
})
