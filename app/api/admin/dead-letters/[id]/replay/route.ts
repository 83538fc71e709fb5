import { z } from 'zod'
import { adminRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { replayDeadLetter } from '@/lib/jobs/dead-letters'

const Reason = z.strictObject({ reason: z.string().trim().min(10).max(500) })
const Replay = z.object({ replayed: z.boolean() })

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  POST: adminRoute(
    { body: Reason, response: Replay, statuses: [202], errors: ['INVALID_TRANSITION'] },
    async ({ params, body, session, requestId }) => {
      const by = { userId: session.userId, requestId }
      return { data: await replayDeadLetter({ id: params.id, by, reason: body.reason }) }
    },
  ),
})
