/**
 * The one way out to another service: a client per host with a keep-alive pool, a concurrency limit, a circuit breaker,
 * timeouts that really cancel, and bounded retries where the caller says that repeating is safe.
 */
import { bulkhead } from 'cockatiel'
import { Agent } from 'undici'
import { HttpError } from './http-error'
import { createExchange, type HttpLog, logCall } from './http-exchange'
import { type CircuitName, createGate, type RetryPlan, retryPolicy } from './http-policies'

export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
  url: string
  headers?: Record<string, string>
  /** Sent as JSON. */
  body?: unknown
  /** Milliseconds for one attempt. */
  timeoutMs: number
  /** Milliseconds for everything: waiting for a slot, attempts, pauses. */
  budgetMs: number
  retry: RetryPlan
  signal?: AbortSignal | undefined
  /** Low-priority calls leave one slot free for the others. */
  lowPriority?: boolean
  /** False where a slow or failing answer says nothing about the host; it still gets no call while its circuit is open. */
  judgesHost?: boolean
  /** Runs before each attempt, e.g. to wait for a rate budget. */
  admit?: (signal: AbortSignal) => Promise<void>
  /** Name and fields of the log line that every attempt writes. */
  log: { event: string } & Record<string, unknown>
}

export type HttpAnswer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  attempts: number
  /** Milliseconds from the call to the answer, waits included. */
  durationMs: number
}

export type HttpClient = {
  /** The answer whatever its status. Throws only HttpError. */
  send(request: HttpRequest): Promise<HttpAnswer>
  circuit(): CircuitName
  close(): Promise<void>
}

export type HttpClientOptions = {
  log: HttpLog
  maxConcurrent?: number
  maxResponseBytes?: number
  breaker?: { failures: number; halfOpenAfterMs: number }
}

const MAX_WAITING = 1_000

/** One client per host, shared by everything in the process that talks to it, or its limits mean nothing. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { log, maxConcurrent = 5, maxResponseBytes = 10 * 1024 * 1024 } = options
  const agent = new Agent({
    connections: maxConcurrent,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxResponseBytes,
  })
  const exchange = createExchange(agent, log)
  const gate = createGate(options.breaker ?? { failures: 3, halfOpenAfterMs: 30_000 })
  const slots = bulkhead(maxConcurrent, MAX_WAITING)
  const lowPrioritySlots = bulkhead(Math.max(1, maxConcurrent - 1), MAX_WAITING)

  async function attempt(request: HttpRequest, number: number, signal: AbortSignal): Promise<HttpAnswer> {
    gate.check()
    await request.admit?.(signal)
    // The breaker stands inside the slot, so that what queued up behind a dying host is not sent to it.
    const judge = request.judgesHost === false ? gate.runUnjudged : gate.run
    const inSlot = () => slots.execute(() => judge(() => exchange(request, number, signal)), signal)
    return request.lowPriority ? lowPrioritySlots.execute(inSlot, signal) : inSlot()
  }

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    const startedAt = performance.now()
    const elapsed = () => Math.round(performance.now() - startedAt)
    const budget = new AbortController()
    const timer = setTimeout(() => budget.abort(), request.budgetMs)
    const signal = request.signal ? AbortSignal.any([budget.signal, request.signal]) : budget.signal
    try {
      const retrying = retryPolicy(request.retry, () => request.budgetMs - elapsed())
      const answer = retrying.execute(({ attempt: retries }) => attempt(request, retries + 1, signal), signal)
      return { ...(await abandonable(answer, signal)), durationMs: elapsed() }
    } catch (error) {
      const failure = HttpError.from(error, request.signal?.aborted ?? false)
      if (!failure.logged) logCall(log, request, { error: failure, durationMs: elapsed() })
      throw failure
    } finally {
      clearTimeout(timer)
    }
  }

  return { send, circuit: gate.state, close: () => agent.destroy() }
}

/** Waiting in a queue or between retries ends with the signal; an attempt on the wire reports its own end. */
function abandonable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abandon = () => setTimeout(() => reject(HttpError.ranOut()), GRACE_MS)
    if (signal.aborted) abandon()
    else signal.addEventListener('abort', abandon, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abandon))
  })
}

/** Long enough for a cancelled exchange to say how it ended. */
const GRACE_MS = 20
