import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { dismissNotifications } from '@/lib/notifications/dismiss'
import { listNotifications } from '@/lib/notifications/list'
import { markNotifications } from '@/lib/notifications/mark'
import { DismissInput, MarkInput, NotificationsQuery } from '@/lib/notifications/schemas'

/** A person's notices in one workspace. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route({ permission: 'notifications.self', query: NotificationsQuery }, async ({ ctx, query }) => {
    const { items, unread, next_cursor } = await listNotifications(ctx, query)
    return { data: items, meta: { limit: query.limit, next_cursor, has_more: next_cursor !== null, unread } }
  }),

  PATCH: route({ permission: 'notifications.self', body: MarkInput }, async ({ ctx, body }) => ({
    data: await markNotifications(ctx, body),
  })),

  DELETE: route({ permission: 'notifications.self', body: DismissInput }, async ({ ctx, body }) => ({
    data: await dismissNotifications(ctx, body),
  })),
})
