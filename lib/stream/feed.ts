import type { Redis } from 'ioredis'
import { type Runtime, runtime } from '@/lib/runtime'
import { streamChannel, streamKey } from './publish'

/**
 * One Redis subscription per process and workspace, fanned out in memory. A message is only a doorbell: the entries are
 * read from the workspace's Redis stream in their order, so none is lost or swapped between several publishers. When
 * the subscription breaks every listener is told and starts over; there is no half-alive state.
 */
export type Entry = { id: string; changes: string }
export type Listener = { onEntry: (entry: Entry) => void; onLost: () => void }

type Feed = { lastId: string; listeners: Set<Listener>; ready: Promise<void>; isReading: boolean; isRung: boolean }
type Hub = { subscriber: Redis; connected: Promise<void>; feeds: Map<string, Feed> }

// Next bundles a module into several chunks; one hub per process and runtime.
const registry = globalThis as typeof globalThis & { __sovereignHubs?: WeakMap<Runtime, Hub> }
const hubs = (): WeakMap<Runtime, Hub> => {
  registry.__sovereignHubs ??= new WeakMap()
  return registry.__sovereignHubs
}

/** Listens to a workspace from now on. Returns how to stop. Rejects when Redis is away. */
export async function joinFeed(
  workspaceId: string,
  listener: Listener,
): Promise<{ lastId: string; leave: () => void }> {
  const hub = hubs().get(runtime()) ?? createHub(runtime())
  await hub.connected
  const feed = hub.feeds.get(workspaceId) ?? createFeed(hub, workspaceId)
  feed.listeners.add(listener)
  const leave = () => leaveFeed(hub, workspaceId, feed, listener)
  try {
    await feed.ready
  } catch (error) {
    leave()
    throw error
  }
  return { lastId: feed.lastId, leave }
}

function createHub(owner: Runtime): Hub {
  const subscriber = owner.redis.duplicate({ lazyConnect: true, enableOfflineQueue: false, retryStrategy: () => null })
  const hub: Hub = { subscriber, connected: subscriber.connect(), feeds: new Map() }
  hubs().set(owner, hub)
  const lose = () => {
    if (hubs().get(owner) === hub) hubs().delete(owner)
    const listeners = [...hub.feeds.values()].flatMap((feed) => [...feed.listeners])
    hub.feeds.clear()
    for (const listener of listeners) listener.onLost()
  }
  subscriber.on('error', () => undefined)
  subscriber.on('end', lose)
  subscriber.on('message', (channel: string) => {
    for (const [workspaceId, feed] of hub.feeds) {
      if (streamChannel(workspaceId) === channel) void readOn(hub, workspaceId, feed)
    }
  })
  return hub
}

function createFeed(hub: Hub, workspaceId: string): Feed {
  const start = async (feed: Feed) => {
    await hub.subscriber.subscribe(streamChannel(workspaceId))
    feed.lastId = await headOf(workspaceId)
  }
  const feed: Feed = { lastId: '', listeners: new Set(), ready: Promise.resolve(), isReading: false, isRung: false }
  feed.ready = start(feed)
  feed.ready.catch(() => hub.feeds.get(workspaceId) === feed && hub.feeds.delete(workspaceId))
  hub.feeds.set(workspaceId, feed)
  return feed
}

function leaveFeed(hub: Hub, workspaceId: string, feed: Feed, listener: Listener): void {
  feed.listeners.delete(listener)
  if (feed.listeners.size > 0 || hub.feeds.get(workspaceId) !== feed) return
  hub.feeds.delete(workspaceId)
  hub.subscriber.unsubscribe(streamChannel(workspaceId)).catch(() => undefined)
}

/** The newest entry; when there is none, an id that every later entry comes after, by Redis's own clock. */
async function headOf(workspaceId: string): Promise<string> {
  const { redis } = runtime()
  const [seconds, micros] = await redis.time()
  const [newest] = await redis.xrevrange(streamKey(workspaceId), '+', '-', 'COUNT', 1)
  return newest ? newest[0] : `${Number(seconds) * 1000 + Math.floor(Number(micros) / 1000) - 1}-0`
}

async function readOn(hub: Hub, workspaceId: string, feed: Feed): Promise<void> {
  feed.isRung = true
  if (feed.isReading) return
  feed.isReading = true
  try {
    await feed.ready
    while (feed.isRung) {
      feed.isRung = false
      for (const entry of await readAfter(workspaceId, feed.lastId)) {
        feed.lastId = entry.id
        for (const listener of [...feed.listeners]) listener.onEntry(entry)
      }
    }
  } catch {
    hub.subscriber.disconnect()
  } finally {
    feed.isReading = false
  }
}

async function readAfter(workspaceId: string, id: string): Promise<Entry[]> {
  const rows = await runtime().redis.xrange(streamKey(workspaceId), `(${id}`, '+')
  return rows.map(([entryId, fields]) => ({ id: entryId, changes: fields[1] ?? '[]' }))
}

/**
 * What a client that stopped at `lastSeen` has missed, or null when that cannot be said: its id is malformed, older
 * than what is kept, or not from this Redis.
 */
export async function readMissed(workspaceId: string, lastSeen: string): Promise<Entry[] | null> {
  if (!/^\d{1,15}-\d{1,15}$/.test(lastSeen)) return null
  const [oldest] = await runtime().redis.xrange(streamKey(workspaceId), '-', '+', 'COUNT', 1)
  if (!oldest || isAfter(oldest[0], lastSeen)) return null
  if (isAfter(lastSeen, await headOf(workspaceId))) return null
  return readAfter(workspaceId, lastSeen)
}

/** Order of Redis stream ids: milliseconds, then sequence. */
export function isAfter(id: string, other: string): boolean {
  const [ms = 0, sequence = 0] = id.split('-').map(Number)
  const [otherMs = 0, otherSequence = 0] = other.split('-').map(Number)
  return ms > otherMs || (ms === otherMs && sequence > otherSequence)
}
