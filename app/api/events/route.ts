import { z } from 'zod'
import { PageMeta } from '@/lib/api/answers'
import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { listEvents } from '@/lib/events/list'
import { EventsQuery, MailEvent } from '@/lib/events/schemas'
import { n8nRoute } from '@/lib/webhooks/n8n-route'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route(
    {
      permission: 'events.read',
      query: EventsQuery,
      response: z.array(MailEvent),
      meta: PageMeta,
      etag: true,
      errors: ['INVALID_DATE_RANGE', 'INVALID_CURSOR'],
    },
    async ({ ctx, query }) => {
      const { items, next_cursor } = await listEvents(ctx, query)
      return { data: items, meta: { limit: query.limit, next_cursor, has_more: next_cursor !== null } }
    },
  ),

  POST: n8nRoute('events'),
})
