import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { openStream } from '@/lib/stream/open'
import { mayStillRead } from '@/lib/stream/rights'

export const dynamic = 'force-dynamic'
/** Vercel ends the function at its own limit; the tab resumes. */
export const maxDuration = 300

/** Live changes of one workspace as server-sent events. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route({ permission: 'stream.read' }, ({ ctx, request }) =>
    openStream(ctx, {
      lastEventId: request.headers.get('last-event-id'),
      signal: request.signal,
      mayStillRead: () => mayStillRead(request, ctx.workspaceId),
    }),
  ),
})
