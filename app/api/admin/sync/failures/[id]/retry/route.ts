import { adminRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { replayFailure } from '@/lib/sync/retry-failures'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  POST: adminRoute({}, async ({ params }) => {
    await replayFailure(params.id)
    return { data: { id: params.id, retrying: true }, status: 202 }
  }),
})
