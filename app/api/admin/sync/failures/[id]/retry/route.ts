import { adminRoute } from '@/lib/api/doors'
import { replayFailure } from '@/lib/sync/retry-failures'

export const POST = adminRoute({}, async ({ params }) => {
  await replayFailure(params.id)
  return { data: { id: params.id, retrying: true }, status: 202 }
})
