import { publicRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { assertSameOrigin } from '@/lib/auth/csrf'
import { requireLocalSignIn } from '@/lib/auth/local/config'
import { signOut } from '@/lib/auth/local/sign-out'

/** Ends this browser's session; without one there is nothing to end. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  POST: publicRoute({}, async ({ request }) => {
    requireLocalSignIn()
    assertSameOrigin(request)
    return { data: { signed_out: true }, headers: { 'Set-Cookie': await signOut(request.headers) } }
  }),
})
