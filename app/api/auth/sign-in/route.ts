import { publicRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { assertSameOrigin } from '@/lib/auth/csrf'
import { requireLocalSignIn } from '@/lib/auth/local/config'
import { SignedInUser, signIn } from '@/lib/auth/local/sign-in'
import { SignInInput } from '@/lib/members/schemas'

/** Email and password for a session cookie. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  POST: publicRoute(
    {
      rateLimit: 'auth',
      body: SignInInput,
      response: SignedInUser,
      errors: ['INVALID_CREDENTIALS', 'NOT_FOUND', 'ORIGIN_MISMATCH'],
    },
    async ({ body, request, ip, log }) => {
      requireLocalSignIn()
      assertSameOrigin(request)
      const { user, cookie } = await signIn(body, { ip, userAgent: request.headers.get('user-agent'), log })
      return { data: user, headers: { 'Set-Cookie': cookie } }
    },
  ),
})
