import { AppError } from '@/lib/api/errors'
import type { Ctx } from '@/lib/auth/context'
import { type Entry, isAfter, joinFeed, readMissed } from './feed'
import { takeSlot } from './slots'
import { createSse, type Sse } from './sse'

export type OpenStreamInput = {
  /** `Last-Event-ID`: where the tab stopped before. */
  lastEventId: string | null
  signal: AbortSignal
  /** Asked once a minute and when members change; false ends the stream with `event: bye`. */
  mayStillRead: () => Promise<boolean>
  timing?: Partial<typeof TIMING>
}

const TIMING = { pingMs: 15_000, rightsMs: 60_000, lifeMs: 300_000, lifeSpreadMs: 60_000 }
const MAX_QUEUED = 256
const RETRY_MS = 1_000
const RETRY_SPREAD_MS = 500
const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // no-transform: a compressing hop would hold messages back.
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
}

const registry = globalThis as typeof globalThis & { __sovereignOpenStreams?: number }
const count = (change: number) => {
  registry.__sovereignOpenStreams = countOpenStreams() + change
}

/** Streams this process holds open right now. */
export const countOpenStreams = (): number => registry.__sovereignOpenStreams ?? 0

/**
 * The live stream of one workspace for one tab. Throws RATE_LIMIT_EXCEEDED past 5 streams per person or 50 per
 * workspace, REDIS_CONNECTION_ERROR while live updates are away. A tab that resumes gets what it missed, or `resync`.
 */
export async function openStream(ctx: Ctx, input: OpenStreamInput): Promise<Response> {
  const slot = await takeSlot(ctx.actor.id, ctx.workspaceId).catch(unavailable)
  const sse = createSse(MAX_QUEUED)
  count(1)
  sse.onClose(() => count(-1))
  sse.onClose(() => void slot.release().catch(() => undefined))
  input.signal.addEventListener('abort', sse.close)
  sse.onClose(() => input.signal.removeEventListener('abort', sse.close))
  if (input.signal.aborted) sse.close()
  try {
    const checkRights = () => endWithoutRights(sse, input.mayStillRead)
    await follow(ctx.workspaceId, input.lastEventId, sse, checkRights)
    keepAlive(sse, { ...TIMING, ...input.timing }, checkRights, slot.renew)
  } catch (error) {
    sse.close()
    unavailable(error)
  }
  return new Response(sse.body, { headers: { ...HEADERS, 'X-Request-Id': ctx.requestId } })
}

function unavailable(error: unknown): never {
  if (error instanceof AppError) throw error
  throw new AppError('REDIS_CONNECTION_ERROR', undefined, { cause: error, retryAfterSeconds: 5 })
}

/** Listens first, then reads what was missed, so that nothing falls in between; ids keep the order and drop repeats. */
async function follow(
  workspaceId: string,
  lastEventId: string | null,
  sse: Sse,
  checkRights: () => void,
): Promise<void> {
  const early: Entry[] = []
  let receive = (entry: Entry): void => void early.push(entry)
  const feed = await joinFeed(workspaceId, { onEntry: (entry) => receive(entry), onLost: sse.close })
  sse.onClose(feed.leave)
  const missed = lastEventId === null ? [] : await readMissed(workspaceId, lastEventId)
  let cursor = lastEventId === null || missed === null ? feed.lastId : lastEventId

  sse.send({ retry: RETRY_MS + Math.round(Math.random() * RETRY_SPREAD_MS), id: cursor })
  if (missed === null) sse.send({ event: 'resync', data: '{}' })
  receive = (entry) => {
    if (!isAfter(entry.id, cursor)) return
    cursor = entry.id
    sse.send({ id: entry.id, data: entry.changes })
    if (entry.changes.includes('"members.changed"')) checkRights()
  }
  for (const entry of [...(missed ?? []), ...early]) receive(entry)
}

function endWithoutRights(sse: Sse, mayStillRead: () => Promise<boolean>): void {
  void mayStillRead().then((may) => {
    if (may) return
    sse.send({ event: 'bye', data: '{}' })
    sse.close()
  })
}

function keepAlive(sse: Sse, timing: typeof TIMING, checkRights: () => void, renew: () => Promise<void>): void {
  const ping = setInterval(() => {
    sse.ping()
    renew().catch(() => undefined)
  }, timing.pingMs)
  const rights = setInterval(checkRights, timing.rightsMs)
  const life = setTimeout(sse.close, timing.lifeMs + (Math.random() * 2 - 1) * timing.lifeSpreadMs)
  sse.onClose(() => {
    clearInterval(ping)
    clearInterval(rights)
    clearTimeout(life)
  })
}
