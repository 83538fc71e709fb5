import { z } from 'zod'
import { PageMeta } from '@/lib/api/answers'
import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { Dismissed, dismissNotifications } from '@/lib/notifications/dismiss'
import { listNotifications } from '@/lib/notifications/list'
import { Marked, markNotifications } from '@/lib/notifications/mark'
import { DismissInput, MarkInput, Notification, NotificationsQuery } from '@/lib/notifications/schemas'

const NoticesMeta = PageMeta.extend({ unread: z.number().int().nonnegative() })

/** A person's notices in one workspace. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route(
    {
      permission: 'notifications.self',
      query: NotificationsQuery,
      response: z.array(Notification),
      meta: NoticesMeta,
      errors: ['INVALID_CURSOR'],
    },
    async ({ ctx, query }) => {
      const { items, unread, next_cursor } = await listNotifications(ctx, query)
      return { data: items, meta: { limit: query.limit, next_cursor, has_more: next_cursor !== null, unread } }
    },
  ),

  PATCH: route({ permission: 'notifications.self', body: MarkInput, response: Marked }, async ({ ctx, body }) => ({
    data: await markNotifications(ctx, body),
  })),

  DELETE: route(
    { permission: 'notifications.self', body: DismissInput, response: Dismissed },
    async ({ ctx, body }) => ({
      data: await dismissNotifications(ctx, body),
    }),
  ),
})
