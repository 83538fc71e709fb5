import type { Change } from '@/lib/stream/schemas'

/**
 * One EventSource per workspace and browser: the tab that holds the lock listens, the others hear from it. When the tab
 * that listens closes, the lock passes on.
 */
export type StreamStatus = 'live' | 'reconnecting' | 'polling'
export type StreamEvents = {
  onStatus: (status: StreamStatus) => void
  onChange: (change: Change) => void
  /** What is on screen may have missed something and must be read again. */
  onResync: () => void
  /** The server refused the stream; the session may have ended. */
  onRefused: () => void
}

type Message =
  | { kind: 'status'; status: StreamStatus }
  | { kind: 'change'; change: Change }
  | { kind: 'resync' | 'ask' }

const POLLING_AFTER_MS = 15_000
const FIRST_RETRY_MS = 1000
const LAST_RETRY_MS = 30_000
/** Two pings and a bit: a connection that says nothing for so long is dead, whatever the browser believes. */
const SILENT_MS = 35_000

/** Opens the stream, shared between tabs where the browser can. Returns how to leave. */
export function openStream(workspaceId: string, url: string, events: StreamEvents): () => void {
  if (!('locks' in navigator) || !('BroadcastChannel' in window)) return listen(url, events).close
  const name = `sovereign-stream-${workspaceId}`
  const channel = new BroadcastChannel(name)
  const leaving = new AbortController()
  let status: StreamStatus = 'reconnecting'
  let leader: { close: () => void } | null = null
  let hasFollowed = false
  const say = (message: Message) => channel.postMessage(message)

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'ask' && leader) say({ kind: 'status', status })
    if (leader) return
    hasFollowed ||= data.kind !== 'ask'
    if (data.kind === 'status') events.onStatus(data.status)
    if (data.kind === 'change') events.onChange(data.change)
    if (data.kind === 'resync') events.onResync()
  }
  say({ kind: 'ask' })

  const lead = () =>
    new Promise<void>((done) => {
      if (leaving.signal.aborted) return done()
      leaving.signal.addEventListener('abort', () => done())
      const own: StreamEvents = {
        onStatus: (next) => {
          status = next
          events.onStatus(next)
          say({ kind: 'status', status })
        },
        onChange: (change) => {
          events.onChange(change)
          say({ kind: 'change', change })
        },
        onResync: () => {
          events.onResync()
          say({ kind: 'resync' })
        },
        onRefused: events.onRefused,
      }
      leader = listen(url, own, hasFollowed)
    })
  navigator.locks.request(name, { signal: leaving.signal }, lead).catch(() => undefined)

  return () => {
    leader?.close()
    leaving.abort()
    channel.close()
  }
}

/** `mayHaveMissed`: something was shown before, and nothing says up to which id. */
function listen(url: string, events: StreamEvents, mayHaveMissed = false): { close: () => void } {
  let source: EventSource | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let giveUp: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let broken = false
  let lastId = ''

  const heard = (event?: MessageEvent<string>) => {
    if (event?.lastEventId) lastId = event.lastEventId
    clearTimeout(silence)
    silence = setTimeout(() => lost(true, true), SILENT_MS)
  }

  const connect = () => {
    // A new EventSource carries no Last-Event-ID, so the address does.
    source = new EventSource(lastId ? `${url}&last_event_id=${lastId}` : url)
    source.addEventListener('ping', heard)
    source.onopen = () => {
      heard()
      clearTimeout(giveUp)
      giveUp = undefined
      if ((failures > 0 || mayHaveMissed) && !lastId) events.onResync()
      mayHaveMissed = false
      failures = 0
      broken = false
      events.onStatus('live')
    }
    source.onmessage = (message: MessageEvent<string>) => {
      heard(message)
      for (const change of parse(message.data)) events.onChange(change)
    }
    source.addEventListener('resync', (message) => {
      heard(message)
      events.onResync()
    })
    source.onerror = () => lost(source?.readyState === EventSource.CLOSED)
  }

  const lost = (closed: boolean, silent = false) => {
    clearTimeout(silence)
    if (!broken) events.onStatus('reconnecting')
    broken = true
    giveUp ??= setTimeout(() => events.onStatus('polling'), POLLING_AFTER_MS)
    if (!closed) return
    source?.close()
    if (failures === 0 && !silent) events.onRefused()
    failures += 1
    const ceiling = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures)
    clearTimeout(retry)
    retry = setTimeout(connect, FIRST_RETRY_MS + Math.random() * (ceiling - FIRST_RETRY_MS))
  }

  // The network is back: waiting out the back-off would only show old rows longer.
  const reconnect = () => {
    if (!broken) return
    clearTimeout(retry)
    source?.close()
    failures = Math.max(1, failures)
    connect()
  }

  connect()
  window.addEventListener('online', reconnect)
  return {
    close: () => {
      window.removeEventListener('online', reconnect)
      clearTimeout(retry)
      clearTimeout(giveUp)
      clearTimeout(silence)
      source?.close()
    },
  }
}

function parse(data: string): Change[] {
  try {
    const said: unknown = JSON.parse(data)
    return (Array.isArray(said) ? said : [said]) as Change[]
  } catch {
    return []
  }
}
