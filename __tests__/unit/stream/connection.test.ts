import { openStream, type StreamStatus } from '@/hooks/stream-connection'
import type { Change } from '@/lib/stream/schemas'

/** The browser's side of a connection: opened by the product, spoken through by the test. */
class Connection extends EventTarget {
  static readonly CLOSED = 2
  static all: Connection[] = []
  readyState = 0
  onopen: (() => void) | null = null
  onmessage: ((message: MessageEvent) => void) | null = null
  onerror: (() => void) | null = null
  constructor(readonly url: string) {
    super()
    Connection.all.push(this)
  }
  close() {
    this.readyState = Connection.CLOSED
  }
  open() {
    this.readyState = 1
    this.onopen?.()
  }
  say(type: string, lastEventId: string, data = '{}') {
    const event = new MessageEvent(type, { data, lastEventId })
    if (type === 'message') this.onmessage?.(event)
    else this.dispatchEvent(event)
  }
  refuse() {
    this.close()
    this.onerror?.()
  }
}

const CHANGE: Change = {
  type: 'metrics.changed',
  id: '01890000-0000-7000-8000-000000000000',
  version: 1,
  at: '2026-01-01T00:00:00.000Z',
}
const PING_MS = 15_000
const SILENT_MS = 35_000
const LAST_RETRY_MS = 30_000

let saw: { statuses: StreamStatus[]; changes: Change[]; resyncs: number; refusals: number }
let leave: () => void
const latest = (): Connection => {
  const connection = Connection.all.at(-1)
  if (!connection) throw new Error('No connection was opened')
  return connection
}

beforeEach(() => {
  jest.useFakeTimers()
  Connection.all = []
  // Neither locks nor channels: one tab alone.
  Object.assign(globalThis, { EventSource: Connection, window: new EventTarget() })
  saw = { statuses: [], changes: [], resyncs: 0, refusals: 0 }
  leave = openStream('w', '/api/stream?workspace_id=w', {
    onStatus: (status) => saw.statuses.push(status),
    onChange: (change) => saw.changes.push(change),
    onResync: () => {
      saw.resyncs += 1
    },
    onRefused: () => {
      saw.refusals += 1
    },
  })
})
afterEach(() => {
  leave()
  jest.useRealTimers()
})

test('a connection that says nothing for 35 s is closed, and another resumes by the last id', () => {
  const first = latest()
  first.open()
  first.say('message', '7-1', JSON.stringify([CHANGE]))
  jest.advanceTimersByTime(SILENT_MS - 1)
  expect([first.readyState, saw.statuses]).toEqual([1, ['live']])
  jest.advanceTimersByTime(1)
  expect([first.readyState, saw.statuses]).toEqual([Connection.CLOSED, ['live', 'reconnecting']])

  jest.advanceTimersByTime(LAST_RETRY_MS)
  expect(Connection.all.map(({ url }) => url)).toEqual([
    '/api/stream?workspace_id=w',
    '/api/stream?workspace_id=w&last_event_id=7-1',
  ])
  latest().open()
  latest().say('message', '8-0', JSON.stringify([{ ...CHANGE, version: 2 }]))
  expect(saw.statuses.at(-1)).toBe('live')
  expect(saw.changes.map(({ version }) => version)).toEqual([1, 2])
  // The server sends what was missed, or says that it cannot: nothing is read again on suspicion.
  expect([saw.resyncs, saw.refusals]).toEqual([0, 0])
  latest().say('resync', '9-0')
  expect(saw.resyncs).toBe(1)
})

test('pings keep a quiet connection, and their id is where the next one resumes', () => {
  latest().open()
  for (let n = 0; n < 20; n += 1) {
    jest.advanceTimersByTime(PING_MS)
    latest().say('ping', '3-0')
  }
  expect([Connection.all.length, saw.statuses]).toEqual([1, ['live']])
  jest.advanceTimersByTime(SILENT_MS + LAST_RETRY_MS)
  expect(latest().url).toMatch(/&last_event_id=3-0$/)
})

test('a connection that breaks before it named an id has what is on screen read again', () => {
  latest().open()
  jest.advanceTimersByTime(SILENT_MS + LAST_RETRY_MS)
  expect([Connection.all.length, latest().url]).toEqual([2, '/api/stream?workspace_id=w'])
  latest().open()
  expect(saw.resyncs).toBe(1)
})

test('connections that stay dead are given up for polling after 15 s, and tried on', () => {
  latest().open()
  latest().say('ping', '3-0')
  jest.advanceTimersByTime(SILENT_MS)
  for (let n = 0; n < 5; n += 1) {
    jest.advanceTimersByTime(LAST_RETRY_MS)
    latest().refuse()
  }
  expect(saw.statuses).toEqual(['live', 'reconnecting', 'polling'])
  jest.advanceTimersByTime(LAST_RETRY_MS)
  expect(Connection.all).toHaveLength(7)
  latest().open()
  expect([saw.statuses.at(-1), saw.refusals]).toEqual(['live', 0])
})

test('who leaves opens nothing any more', () => {
  latest().open()
  leave()
  jest.advanceTimersByTime(10 * (SILENT_MS + LAST_RETRY_MS))
  expect([Connection.all.length, latest().readyState]).toEqual([1, Connection.CLOSED])
})
