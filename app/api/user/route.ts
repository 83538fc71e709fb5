import { sessionRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { readCurrentUser } from '@/lib/members/me'
import { UpdateUserInput } from '@/lib/members/schemas'
import { updateCurrentUser } from '@/lib/members/update-me'

/** Who is signed in, and their own settings. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: sessionRoute({}, async ({ session }) => ({ data: await readCurrentUser(session) })),
  PATCH: sessionRoute({ body: UpdateUserInput, rateLimit: 'mutate' }, async ({ session, body }) => ({
    data: await updateCurrentUser(session, body),
  })),
})
