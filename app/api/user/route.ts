import { sessionRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { readCurrentUser } from '@/lib/members/me'

/** Who is signed in. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: sessionRoute({}, async ({ session }) => ({ data: await readCurrentUser(session) })),
})
