/** A pretended n8n that can misbehave on demand: its public API, production webhooks, owner session and health. */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { answerApi, type Reply } from './api'
import { answerControl } from './control'
import { createFaults, type Fault } from './faults'
import { createStore } from './store'
import { answerRest, answerWebhook } from './surface'

export type FakeCall = { method: string; path: string; headers: IncomingMessage['headers']; at: number }

export type FakeN8nOptions = { port?: number; apiKey?: string; publicationDelayMs?: number }

/** Starts one on a port of 127.0.0.1 (a free one by default). */
export async function startFakeN8n(options: FakeN8nOptions = {}) {
  const apiKey = options.apiKey ?? randomBytes(24).toString('hex')
  const store = createStore({ publicationDelayMs: options.publicationDelayMs ?? 100 })
  const faults = createFaults()
  const calls: FakeCall[] = []
  const owner = { email: 'owner@example.test', password: 'Owner-of-the-fake-1' }
  const gauge = { inFlight: 0, maxInFlight: 0, openSockets: 0 }
  const sessions = new Set<string>()
  const context = { apiKey, store, faults, calls, owner, gauge, sessions }

  const server = createServer((req, res) => void serve(context, req, res))
  server.on('connection', (socket) => {
    gauge.openSockets += 1
    socket.on('close', () => {
      gauge.openSockets -= 1
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    apiUrl: `http://127.0.0.1:${port}/api/v1`,
    ...context,
    async stop(): Promise<void> {
      store.reset()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type FakeContext = {
  apiKey: string
  store: ReturnType<typeof createStore>
  faults: ReturnType<typeof createFaults>
  calls: FakeCall[]
  owner: { email: string; password: string }
  gauge: { inFlight: number; maxInFlight: number; openSockets: number }
  sessions: Set<string>
}

async function serve(context: FakeContext, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://fake')
  const method = req.method ?? 'GET'
  const body = await readBody(req)
  if (url.pathname === '/__control') return reply(res, answerControl(context, method, body))
  const { gauge } = context
  context.calls.push({ method, path: url.pathname + url.search, headers: req.headers, at: Date.now() })
  gauge.inFlight += 1
  gauge.maxInFlight = Math.max(gauge.maxInFlight, gauge.inFlight)
  res.once('close', () => {
    gauge.inFlight -= 1
  })
  const faults = context.faults.take(method, url.pathname)
  await misbehave(faults, res, () => answer(context, method, url, req, body))
}

function answer(context: FakeContext, method: string, url: URL, req: IncomingMessage, body: unknown): Reply {
  const { pathname: path, searchParams: query } = url
  if (path === '/healthz') return { status: 200, body: { status: 'ok' } }
  if (path.startsWith('/webhook/')) return answerWebhook(context.store, method, path.slice('/webhook/'.length), req)
  if (path.startsWith('/rest/')) return answerRest(context, method, path, req, body)
  if (!path.startsWith('/api/v1/')) return { status: 404, body: `Cannot ${method} ${path}` }
  if (req.headers['x-n8n-api-key'] !== context.apiKey) return { status: 401, body: { message: 'Unauthorized' } }
  return answerApi(context.store, { method, path: path.slice('/api/v1'.length), query, body })
}

async function misbehave(faults: Fault['what'][], res: ServerResponse, work: () => Reply): Promise<void> {
  let answered: Reply | undefined
  for (const fault of faults) {
    if (fault.kind === 'latency') await sleep(fault.ms)
    if (fault.kind === 'reorder') await sleep(fault.minMs + Math.random() * (fault.maxMs - fault.minMs))
    if ('effect' in fault && fault.effect === 'after') answered ??= work()
    if (fault.kind === 'hang') return
    if (fault.kind === 'reset') return void res.socket?.resetAndDestroy()
    if (fault.kind === 'status') {
      const { status, message = 'Failed on demand', headers = {} } = fault
      return reply(res, { status, headers, body: { message } })
    }
    if (fault.kind === 'malformed') return reply(res, { status: 200, body: { unexpected: ['shape'] } })
    if (fault.kind === 'truncated') return replyTruncated(res, answered ?? work())
    if (fault.kind === 'duplicate') answered = twice(answered ?? work())
  }
  reply(res, answered ?? work())
}

function twice(answered: Reply): Reply {
  const { body } = answered
  const isList = typeof body === 'object' && body !== null && 'data' in body && Array.isArray(body.data)
  return isList
    ? { ...answered, body: { ...body, data: (body.data as unknown[]).flatMap((row) => [row, row]) } }
    : answered
}

function replyTruncated(res: ServerResponse, { status, body }: Reply): void {
  const text = JSON.stringify(body)
  res.writeHead(status, { 'content-type': 'application/json' }).end(text.slice(0, text.length / 2))
}

function reply(res: ServerResponse, { status, body, headers = {} }: Reply): void {
  if (res.destroyed) return
  const isText = typeof body === 'string'
  const text = body === undefined ? '' : isText ? body : JSON.stringify(body)
  res
    .writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json; charset=utf-8', ...headers })
    .end(text)
}

async function readBody(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk)
  try {
    return JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    return undefined
  }
}
