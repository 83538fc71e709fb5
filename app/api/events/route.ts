import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { listEvents } from '@/lib/events/list'
import { EventsQuery } from '@/lib/events/schemas'
import { n8nRoute } from '@/lib/webhooks/n8n-route'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route({ permission: 'events.read', query: EventsQuery, etag: true }, async ({ ctx, query }) => {
    const { items, next_cursor } = await listEvents(ctx, query)
    return { data: items, meta: { limit: query.limit, next_cursor, has_more: next_cursor !== null } }
  }),

  POST: n8nRoute('events'),
})
