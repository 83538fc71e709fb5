import { runtime } from '@/lib/runtime'
import type { Change } from './schemas'

export const STREAM_KEEP = 1_000
const KEEP_SECONDS = 300
const MIN_GAP_MS = 1_000

export const streamKey = (workspaceId: string) => `sovereign:stream:${workspaceId}`
export const streamChannel = (workspaceId: string) => `sovereign:live:${workspaceId}`

type Pending = { changes: Map<string, Change>; timer: NodeJS.Timeout | null; lastSentAt: number }
const pendingByWorkspace = new Map<string, Pending>()

/**
 * Tells every open tab of a workspace what changed; call it after commit. The first change leaves at once, later
 * ones of the same second are merged per object (highest version wins). A lost message is healed by the next read.
 */
export function publish(workspaceId: string, change: Omit<Change, 'at'>): void {
  const pending = pendingByWorkspace.get(workspaceId) ?? { changes: new Map(), timer: null, lastSentAt: 0 }
  pendingByWorkspace.set(workspaceId, pending)
  const key = `${change.type}:${change.id}`
  const earlier = pending.changes.get(key)
  if (!earlier || earlier.version <= change.version)
    pending.changes.set(key, { ...change, at: new Date().toISOString() })
  if (pending.timer) return
  const wait = Math.max(0, pending.lastSentAt + MIN_GAP_MS - Date.now())
  if (wait === 0) send(workspaceId, pending)
  else pending.timer = setTimeout(() => send(workspaceId, pending), wait).unref()
}

function send(workspaceId: string, pending: Pending): void {
  const changes = [...pending.changes.values()]
  pending.changes.clear()
  pending.timer = null
  pending.lastSentAt = Date.now()
  write(workspaceId, changes).catch((error: Error) =>
    runtime().log.warn({ err: error.message, workspace_id: workspaceId }, 'stream_publish_failed'),
  )
}

/** The stream entry's id is the SSE id, so a tab that comes back says where it stopped. */
async function write(workspaceId: string, changes: Change[]): Promise<void> {
  const { redis } = runtime()
  const body = JSON.stringify(changes)
  const id = await redis.xadd(streamKey(workspaceId), 'MAXLEN', '~', STREAM_KEEP, '*', 'changes', body)
  await redis
    .multi()
    .expire(streamKey(workspaceId), KEEP_SECONDS)
    .publish(streamChannel(workspaceId), JSON.stringify({ id, changes }))
    .exec()
}
