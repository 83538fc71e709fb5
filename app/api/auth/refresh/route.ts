import { z } from 'zod'
import { publicRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { assertSameOrigin } from '@/lib/auth/csrf'
import { requireLocalSignIn } from '@/lib/auth/local/config'
import { refreshSession } from '@/lib/auth/local/refresh'

const Refreshed = z.object({ refreshed: z.literal(true) })

/** A new token after TOKEN_EXPIRED, while the session itself still lives. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  POST: publicRoute(
    { response: Refreshed, errors: ['NOT_FOUND', 'ORIGIN_MISMATCH', 'UNAUTHORIZED', 'TOKEN_EXPIRED'] },
    async ({ request }) => {
      requireLocalSignIn()
      assertSameOrigin(request)
      return { data: { refreshed: true as const }, headers: { 'Set-Cookie': await refreshSession(request.headers) } }
    },
  ),
})
