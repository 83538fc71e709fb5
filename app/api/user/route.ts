import { sessionRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { readCurrentUser } from '@/lib/members/me'
import { CurrentUser, UpdateUserInput } from '@/lib/members/schemas'
import { updateCurrentUser } from '@/lib/members/update-me'

/** Who is signed in, and their own settings. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: sessionRoute({ response: CurrentUser }, async ({ session }) => ({ data: await readCurrentUser(session) })),
  PATCH: sessionRoute(
    { body: UpdateUserInput, rateLimit: 'mutate', response: CurrentUser },
    async ({ session, body }) => ({
      data: await updateCurrentUser(session, body),
    }),
  ),
})
