import { subscribe } from 'node:diagnostics_channel'
import { type IncomingMessage, type RequestListener, Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { runtime } from '@/lib/runtime'
import { failure } from './envelope'
import { AppError, type ErrorCode } from './errors'
import { secure, send } from './node-answer'
import { answerDirectly, type Handler } from './node-door'
import { requestIdOf } from './request'

/** What some address here answers; each route's own 405 says which ones it does. */
const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']
const guarded = new WeakSet<Server>()

/**
 * What the server of `next start` answers before Next does; Node shows us that server at its first request. On Vercel there
 * is none and nothing to do.
 *
 * 405 METHOD_NOT_ALLOWED for a method that no address has, and the envelope for a request that cannot be read at all: Next
 * would answer TRACE with 500 and PROPFIND with an empty 400, Node the rest with a bare 400, before any code of ours. (Vercel's
 * edge refuses these itself, as 405 INVALID_REQUEST_METHOD: https://vercel.com/docs/errors/INVALID_REQUEST_METHOD.)
 *
 * `doors`: POST to exactly these paths goes to their handlers directly (ADR 0027). The route files export the same handlers.
 */
export function answerBeforeNext(doors: Record<string, Handler>): void {
  const byPath = new Map(Object.entries(doors))
  subscribe('http.server.request.start', (message) => {
    const { server } = message as { server: unknown }
    if (!(server instanceof Server) || guarded.has(server)) return
    guarded.add(server)
    guard(server, byPath)
  })
}

function guard(server: Server, doors: Map<string, Handler>): void {
  const answering = new WeakSet<Duplex>()
  const listeners = server.listeners('request') as RequestListener[]
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    const { method = '', socket, url = '' } = request
    const handle = method === 'POST' ? doors.get(url) : undefined
    answering.add(socket)
    response.once('close', () => answering.delete(socket))
    if (handle) void answerDirectly(handle, request, response)
    else if (!METHODS.includes(method)) void refuse(request, response)
    else for (const listener of listeners) listener.call(server, request, response)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // In the middle of an answer, or after nothing came, there is nobody to tell.
    const isPointless = !socket.writable || answering.has(socket) || error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
    if (isPointless) socket.destroy()
    else void refuseUnreadable(error, socket)
  })
}

async function refuse(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, headers, url } = request
  const answer = refusal('METHOD_NOT_ALLOWED', String(headers['x-request-id'] ?? ''))
  await send(answer, response)
  note(answer, { method, path: url?.split('?')[0] })
}

const UNREADABLE: Record<string, ErrorCode> = {
  HPE_INVALID_METHOD: 'METHOD_NOT_ALLOWED',
  HPE_HEADER_OVERFLOW: 'PAYLOAD_TOO_LARGE',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'PAYLOAD_TOO_LARGE',
}

async function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): Promise<void> {
  const answer = secure(refusal(UNREADABLE[error.code ?? ''] ?? 'INVALID_INPUT'))
  const text = await answer.text()
  answer.headers.set('Connection', 'close')
  answer.headers.set('Content-Length', String(Buffer.byteLength(text)))
  const lines = [...answer.headers].map(([name, value]) => `${name}: ${value}`)
  const head = [`HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}`, ...lines].join('\r\n')
  socket.end(`${head}\r\n\r\n${text}`, () => socket.destroy())
  note(answer, { reason: error.code })
}

function refusal(code: ErrorCode, givenId = ''): Response {
  const answer = failure(new AppError(code), requestIdOf({ headers: new Headers({ 'x-request-id': givenId }) }))
  if (code === 'METHOD_NOT_ALLOWED') answer.headers.set('Allow', METHODS.join(', '))
  return answer
}

const note = (answer: Response, what: Record<string, unknown>): void =>
  runtime().log.info({ request_id: answer.headers.get('x-request-id'), ...what, status: answer.status }, 'request')
