import { z } from 'zod'
import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { openStream } from '@/lib/stream/open'
import { mayStillRead } from '@/lib/stream/rights'
import { StreamQuery } from '@/lib/stream/schemas'

export const dynamic = 'force-dynamic'
/** Vercel ends the function at its own limit; the tab resumes. */
export const maxDuration = 300

const EventStream = z
  .string()
  .describe(
    'Server-sent events: `data` is an array of `{type, id, version, at}`; `event: resync` asks to read anew, `event: bye` ends it.',
  )

/** Live changes of one workspace as server-sent events. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route(
    {
      permission: 'stream.read',
      query: StreamQuery,
      response: EventStream,
      raw: 'text/event-stream',
      errors: ['REDIS_CONNECTION_ERROR'],
    },
    ({ ctx, query, request }) =>
      openStream(ctx, {
        // A browser's own retry says it in the header; one that starts anew can only say it in the address.
        lastEventId: request.headers.get('last-event-id') ?? query.last_event_id ?? null,
        signal: request.signal,
        mayStillRead: () => mayStillRead(request, ctx.workspaceId),
      }),
  ),
})
