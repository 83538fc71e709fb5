import { z } from 'zod'
import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { search } from '@/lib/search/query'
import { SearchHit, SearchQuery } from '@/lib/search/schemas'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route(
    { permission: 'search.use', query: SearchQuery, response: z.array(SearchHit), etag: true },
    async ({ ctx, query }) => ({
      data: await search(ctx, query),
    }),
  ),
})
