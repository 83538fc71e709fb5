import { z } from 'zod'
import { PageMeta } from '@/lib/api/answers'
import { adminRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { DeadLetter, ListDeadLettersInput, listDeadLetters } from '@/lib/jobs/dead-letters'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: adminRoute(
    { query: ListDeadLettersInput.strict(), response: z.array(DeadLetter), meta: PageMeta },
    async ({ query }) => {
      const { items, next_cursor } = await listDeadLetters(query)
      return { data: items, meta: { limit: query.limit, next_cursor, has_more: next_cursor !== null } }
    },
  ),
})
