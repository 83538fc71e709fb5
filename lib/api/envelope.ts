import { AppError } from './errors'

/** The one envelope of every answer (spec 02 §1). */
export type Answer<T = unknown> = { data: T; status?: number; meta?: Record<string, unknown>; headers?: HeadersInit }

/** The answer with the first status that its route declares, unless it names its own. */
export const withStatus = (answer: Answer, { statuses }: { statuses?: readonly number[] }): Answer => {
  const status = answer.status ?? statuses?.[0]
  return status === undefined ? answer : { ...answer, status }
}

const BASE_HEADERS = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' }

export const success = (answer: Answer, requestId: string): Response =>
  successAs(JSON.stringify(answer.data), answer, requestId)

/** The same of data that is JSON already. */
export function successAs(
  data: string,
  { status = 200, meta, headers }: Omit<Answer, 'data'>,
  requestId: string,
): Response {
  const more = meta ? `,"meta":${JSON.stringify(meta)}` : ''
  return respond(status, `{"data":${data},"error":null${more}}`, requestId, headers)
}

/** Unknown errors become one fixed sentence; their cause belongs in the log, never in the answer. */
export function failure(error: unknown, requestId: string): Response {
  const known = error instanceof AppError ? error : new AppError('INTERNAL_SERVER_ERROR')
  const body = {
    data: null,
    error: known.message,
    code: known.code,
    ...(known.details && { details: known.details }),
    request_id: requestId,
  }
  const headers = known.retryAfterSeconds ? { 'Retry-After': String(known.retryAfterSeconds) } : undefined
  return respond(known.status, JSON.stringify(body), requestId, headers)
}

/** A body that was stored earlier, byte for byte. */
export const stored = (status: number, text: string, requestId: string): Response =>
  new Response(text, { status, headers: { ...BASE_HEADERS, 'X-Request-Id': requestId, 'Idempotent-Replayed': 'true' } })

function respond(status: number, text: string, requestId: string, extra?: HeadersInit): Response {
  const headers = new Headers(extra)
  for (const [name, value] of Object.entries(BASE_HEADERS)) headers.set(name, value)
  headers.set('X-Request-Id', requestId)
  return new Response(text, { status, headers })
}
