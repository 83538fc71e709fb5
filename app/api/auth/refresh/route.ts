import { publicRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { assertSameOrigin } from '@/lib/auth/csrf'
import { requireLocalSignIn } from '@/lib/auth/local/config'
import { refreshSession } from '@/lib/auth/local/refresh'

/** A new token after TOKEN_EXPIRED, while the session itself still lives. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  POST: publicRoute({}, async ({ request }) => {
    requireLocalSignIn()
    assertSameOrigin(request)
    return { data: { refreshed: true }, headers: { 'Set-Cookie': await refreshSession(request.headers) } }
  }),
})
