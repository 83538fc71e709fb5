import { z } from 'zod'
import { adminRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { replayFailure } from '@/lib/sync/retry-failures'

const Retrying = z.object({ id: z.uuid(), retrying: z.literal(true) })

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  POST: adminRoute({ response: Retrying, statuses: [202], errors: ['SYNC_FAILURE_NOT_FOUND'] }, async ({ params }) => {
    await replayFailure(params.id)
    return { data: { id: params.id, retrying: true as const } }
  }),
})
