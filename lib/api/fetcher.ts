import { noteServerDate } from '@/lib/ui/clock'

/**
 * The browser's only way to the API: same origin, bounded in time, envelope unwrapped, every failure typed.
 * An expired session is renewed silently, else by whoever registered for it, and the request is repeated once.
 */
const TIMEOUT_MS = 30_000

/** The API refused or failed. `status` 0 with code `NETWORK_ERROR` means that no answer came. */
export class FetchError extends Error {
  readonly status: number
  readonly code: string
  readonly details: unknown
  readonly requestId: string | null
  readonly retryAfterSeconds: number | null

  constructor(
    message: string,
    fields: { status: number; code: string; details?: unknown; requestId?: string | null; retryAfterSeconds?: number },
  ) {
    super(message)
    this.name = 'FetchError'
    this.status = fields.status
    this.code = fields.code
    this.details = fields.details
    this.requestId = fields.requestId ?? null
    this.retryAfterSeconds = fields.retryAfterSeconds ?? null
  }
}

/** No answer within the time given; the server may still have done the work. */
export class TimeoutError extends Error {
  readonly url: string
  readonly timeoutMs: number

  constructor(url: string, timeoutMs: number) {
    super(`No answer within ${Math.round(timeoutMs / 1000)} s.`)
    this.name = 'TimeoutError'
    this.url = url
    this.timeoutMs = timeoutMs
  }
}

export type RequestOptions = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  workspaceId?: string
  idempotencyKey?: string
  timeoutMs?: number
  /** Goes out even if the page is being left. */
  keepalive?: boolean
  /** `false` for signing in itself: a 401 there is the answer. */
  reauthenticate?: boolean
}

export type PageMeta = {
  limit?: number
  next_cursor?: string | null
  has_more?: boolean
  total?: number
  /** Of notifications: how many are unread in all. */
  unread?: number
}
/** `key` is the address that was read, so that a list kept on screen is not taken for the answer to another question. */
export type Page<T> = { items: T[]; meta: PageMeta; key?: string }

type Envelope = {
  data?: unknown
  error?: unknown
  code?: unknown
  details?: unknown
  request_id?: unknown
  meta?: unknown
}
type SignInAgain = () => Promise<boolean>

let signInAgain: SignInAgain | null = null

/** Registers what repairs an expired session; resolves true once the person is signed in again. Returns the way out. */
export function onSessionExpired(handler: SignInAgain): () => void {
  signInAgain = handler
  return () => {
    if (signInAgain === handler) signInAgain = null
  }
}

/** Calls the API and returns `data`. Throws `FetchError` or `TimeoutError`, nothing else. */
export async function request<T>(url: string, options: RequestOptions = {}): Promise<T> {
  return (await exchange(url, options)).data as T
}

/** Calls a list route and returns its rows with the paging facts. */
export async function requestPage<T>(url: string): Promise<Page<T>> {
  const { data, meta } = await exchange(url, {})
  return { items: data as T[], meta: (meta ?? {}) as PageMeta, key: url }
}

async function exchange(url: string, options: RequestOptions): Promise<Envelope> {
  const answer = await send(url, options)
  if (answer.status !== 401 || options.reauthenticate === false) return unwrap(answer)
  if (await renew()) {
    const again = await send(url, options)
    if (again.status !== 401) return unwrap(again)
  }
  return signInAgain && (await signInAgain()) ? unwrap(await send(url, options)) : unwrap(answer)
}

let renewal: Promise<boolean> | null = null

/** Trades the short token of a session that still lives for a new one; requests that fail together share one trade. */
function renew(): Promise<boolean> {
  renewal ??= send('/api/auth/refresh', { method: 'POST' })
    .then((answer) => answer.ok)
    .catch(() => false)
    .finally(() => {
      renewal = null
    })
  return renewal
}

async function send(url: string, options: RequestOptions): Promise<Response> {
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (options.body !== undefined) headers['Content-Type'] = 'application/json'
  if (options.workspaceId) headers['X-Workspace-Id'] = options.workspaceId
  if (options.idempotencyKey) headers['Idempotency-Key'] = options.idempotencyKey
  try {
    const response = await fetch(url, {
      method: options.method ?? 'GET',
      headers,
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
      cache: 'no-store',
      credentials: 'same-origin',
      keepalive: options.keepalive ?? false,
      signal: AbortSignal.timeout(timeoutMs),
    })
    noteServerDate(response.headers.get('Date'))
    return response
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') throw new TimeoutError(url, timeoutMs)
    throw new FetchError('The server cannot be reached.', { status: 0, code: 'NETWORK_ERROR' })
  }
}

async function unwrap(response: Response): Promise<Envelope> {
  const envelope = await readEnvelope(response)
  if (response.ok && envelope) return envelope
  const retryAfter = Number(response.headers.get('Retry-After'))
  throw new FetchError(
    typeof envelope?.error === 'string' ? envelope.error : `The server answered ${response.status} without saying why.`,
    {
      status: response.status,
      code: typeof envelope?.code === 'string' ? envelope.code : 'BAD_RESPONSE',
      details: envelope?.details,
      requestId: typeof envelope?.request_id === 'string' ? envelope.request_id : response.headers.get('X-Request-Id'),
      ...(retryAfter > 0 && { retryAfterSeconds: retryAfter }),
    },
  )
}

async function readEnvelope(response: Response): Promise<Envelope | null> {
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? body : null
  } catch {
    return null
  }
}
