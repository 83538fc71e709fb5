import { isBulkheadRejectedError, isTaskCancelledError } from 'cockatiel'

export type HttpErrorKind = 'unreachable' | 'timeout' | 'rate_limited' | 'circuit_open' | 'contract'

type Details = {
  cause?: unknown
  code?: string | undefined
  retryAfterSeconds?: number
  retryable?: boolean
  blame?: boolean
  logged?: boolean
}

/** A call that got no usable answer. A status of any kind is an answer and never becomes one of these. */
export class HttpError extends Error {
  readonly code: string | undefined
  readonly retryAfterSeconds: number | undefined
  /** Worth another attempt when the caller said that repeating is safe. */
  readonly retryable: boolean
  /** Counts against the host in its circuit breaker. */
  readonly blame: boolean
  /** Already has its log line, because it happened on the wire. */
  readonly logged: boolean

  constructor(
    readonly kind: HttpErrorKind,
    message: string,
    details: Details = {},
  ) {
    super(message, { cause: details.cause })
    this.name = 'HttpError'
    this.code = details.code
    this.retryAfterSeconds = details.retryAfterSeconds
    this.retryable = details.retryable ?? false
    this.blame = details.blame ?? false
    this.logged = details.logged ?? false
  }

  static ranOut = () => new HttpError('timeout', 'The time allowed for the call ran out', { code: 'TIMEOUT' })

  static cancelled = (details: Details = {}) =>
    new HttpError('timeout', 'The call was cancelled by its caller', { ...details, code: 'ABORTED' })

  /** Whatever a policy threw, as an HttpError. */
  static from(error: unknown, callerLeft: boolean): HttpError {
    if (callerLeft && !(error instanceof HttpError && error.logged)) return HttpError.cancelled({ cause: error })
    if (error instanceof HttpError) return error
    if (isCancellation(error)) return HttpError.ranOut()
    if (isBulkheadRejectedError(error)) {
      const details = { cause: error, code: 'QUEUE_FULL', retryAfterSeconds: 1 }
      return new HttpError('rate_limited', 'Too many calls are waiting for this host', details)
    }
    throw error
  }
}

export const isCancellation = (error: unknown): boolean =>
  isTaskCancelledError(error) || (isObject(error) && 'name' in error && error.name === 'AbortError')

/** The system or library code of a network error, looked for along its causes. */
export function errorCode(error: unknown): string | undefined {
  if (!isObject(error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'cause' in error ? errorCode(error.cause) : undefined
}

// Not instanceof: errors of Node's core may come from another realm.
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Retry-After in whole seconds, rounded up (RFC 9110 §10.2.3: a number or a date). */
export function retryAfterSeconds(value: string | string[] | undefined, now = Date.now()): number | undefined {
  const text = Array.isArray(value) ? value[0] : value
  if (!text) return undefined
  if (/^\d+$/.test(text.trim())) return Number(text)
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000))
}
