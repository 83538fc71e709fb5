import type { z } from 'zod'
import type { Answers } from './answers'
import { success } from './envelope'
import { AppError } from './errors'
import { type Exchange, handleExchange } from './exchange'
import { countCall, type RateClass, RateLimited } from './rate-limit'
import { readBytes } from './request'

const MAX_WEBHOOK_BYTES = 256 * 1024
/** More from one address than half its bound is proved, kept and applied later. */
const CROWDED = 0.5
/** When the sender of a delivery whose effect failed may come again. */
const FAILED_RETRY_S = 60

/** A delivery whose sender is proved. */
export type Delivered<C> = { caller: C; deliveryId: string; requestId: string; request: Request }

export type WebhookOptions<C, R extends z.ZodType> = Pick<Answers<R>, 'response' | 'errors'> & {
  /** As it is described; `receive` parses. */
  body: z.ZodType
  /** Proves the sender over the raw bytes, before anything is parsed. Throws WEBHOOK_SIGNATURE_INVALID. */
  verify: (headers: Headers, raw: Buffer) => Promise<C>
  /** What is counted against the callback limit: the key, never anything from the body. */
  subject: (caller: C) => string
  rateLimit?: (caller: C) => RateClass
  maxBytes?: number
  /** Parses and applies; its answer is sent after commit. */
  receive: (delivered: Delivered<C>, raw: Buffer) => Promise<z.input<R>>
  /** Keeps a signed delivery that could not be applied, with the reason; nothing signed is dropped. */
  park: (delivered: Delivered<C>, raw: Buffer, reason: AppError) => Promise<void>
  /** Keeps a signed delivery over its limit, or whose effect failed, to be applied soon; without it one over the limit is parked. */
  defer?: (delivered: Delivered<C>, raw: Buffer, failure?: AppError) => Promise<void>
  headers?: (caller: C) => Record<string, string>
}

/** A machine with a signature over the raw bytes: nothing is parsed before it is proved, nothing proved is dropped. */
export function webhookRoute<C, R extends z.ZodType>(options: WebhookOptions<C, R>) {
  const work = async (exchange: Exchange): Promise<Response> => {
    const { request, requestId } = exchange
    const crowd = await countCall('callback_ip', exchange.ip)
    const raw = await readBytes(request, options.maxBytes ?? MAX_WEBHOOK_BYTES)
    const caller = await options.verify(request.headers, raw)
    const deliveryId = request.headers.get('webhook-id') ?? request.headers.get('x-request-id') ?? requestId
    const delivered = { caller, deliveryId, requestId, request }
    try {
      const limits = await countDelivery(crowd, options.rateLimit?.(caller) ?? 'callback', options.subject(caller))
      exchange.headers = { ...limits, ...options.headers?.(caller) }
      return success({ data: await options.receive(delivered, raw) }, requestId)
    } catch (error) {
      throw await keep(options, delivered, raw, asAppError(error))
    }
  }
  const handle = (request: Request): Promise<Response> => handleExchange(request, work, 'none')
  const { body, response, errors } = options
  const described = { kind: 'webhook' as const, body, response, ...(errors && { errors }) }
  return Object.assign(handle, { options: described })
}

async function countDelivery(
  crowd: Record<string, string>,
  rateClass: RateClass,
  subject: string,
): Promise<Record<string, string>> {
  const headers = await countCall(rateClass, subject)
  const { 'X-RateLimit-Limit': limit, 'X-RateLimit-Remaining': remaining, 'X-RateLimit-Reset': reset } = crowd
  if (Number(remaining) >= Number(limit) * CROWDED) return headers
  const seconds = Math.max(1, Number(reset) - Math.floor(Date.now() / 1000))
  throw new RateLimited('RATE_LIMIT_EXCEEDED', seconds, crowd)
}

const asAppError = (error: unknown): AppError =>
  error instanceof AppError ? error : new AppError('INTERNAL_SERVER_ERROR', undefined, { cause: error })

/** Returns what the sender is told once the delivery is kept. */
async function keep<C>(
  { park, defer }: Pick<WebhookOptions<C, z.ZodType>, 'park' | 'defer'>,
  delivered: Delivered<C>,
  raw: Buffer,
  error: AppError,
): Promise<AppError> {
  if (error instanceof RateLimited && defer) {
    await defer(delivered, raw)
    return error.queued()
  }
  // Our own fault, and the database is there to keep it: the sender may come again or not.
  if (defer && error.status >= 500 && error.code !== 'DATABASE_UNAVAILABLE') {
    await defer(delivered, raw, error)
    const details = { ...error.details, queued: true }
    return new AppError(error.code, error.message, { cause: error.cause, details, retryAfterSeconds: FAILED_RETRY_S })
  }
  if ([400, 404, 429].includes(error.status)) await park(delivered, raw, error)
  return error
}
