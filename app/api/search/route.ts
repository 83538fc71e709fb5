import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { search } from '@/lib/search/query'
import { SearchQuery } from '@/lib/search/schemas'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route({ permission: 'search.use', query: SearchQuery, etag: true }, async ({ ctx, query }) => ({
    data: await search(ctx, query),
  })),
})
