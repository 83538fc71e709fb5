import { z } from 'zod'
import { publicRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { assertSameOrigin } from '@/lib/auth/csrf'
import { requireLocalSignIn } from '@/lib/auth/local/config'
import { signOut } from '@/lib/auth/local/sign-out'

const SignedOut = z.object({ signed_out: z.literal(true) })

/** Ends this browser's session; without one there is nothing to end. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  POST: publicRoute({ response: SignedOut, errors: ['NOT_FOUND', 'ORIGIN_MISMATCH'] }, async ({ request }) => {
    requireLocalSignIn()
    assertSameOrigin(request)
    return { data: { signed_out: true as const }, headers: { 'Set-Cookie': await signOut(request.headers) } }
  }),
})
