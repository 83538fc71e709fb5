import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { readProjection } from '@/lib/costs/projection'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route({ permission: 'metrics.read', etag: true }, async ({ ctx }) => ({
    data: await readProjection(ctx),
  })),
})
