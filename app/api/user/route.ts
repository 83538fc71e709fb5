import { sessionRoute } from '@/lib/api/doors'
import { readCurrentUser } from '@/lib/members/me'

/** Who is signed in. */
export const GET = sessionRoute({}, async ({ session }) => ({ data: await readCurrentUser(session) }))
