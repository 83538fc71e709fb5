import { sessionRoute } from '@/lib/api/doors'
import { rotatedCookie } from '@/lib/auth/local/refresh'
import { readCurrentUser } from '@/lib/members/me'

/** Who is signed in; renews the session cookie in passing. */
export const GET = sessionRoute({}, async ({ request, session }) => {
  const [data, cookie] = await Promise.all([readCurrentUser(session), rotatedCookie(request)])
  return { data, ...(cookie && { headers: { 'Set-Cookie': cookie } }) }
})
