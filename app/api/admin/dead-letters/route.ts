import { adminRoute } from '@/lib/api/doors'
import { ListDeadLettersInput, listDeadLetters } from '@/lib/jobs/dead-letters'

export const GET = adminRoute({ query: ListDeadLettersInput.strict() }, async ({ query }) => {
  const { items, next_cursor } = await listDeadLetters(query)
  return { data: items, meta: { limit: query.limit, next_cursor, has_more: next_cursor !== null } }
})
