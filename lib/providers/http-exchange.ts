import { TimeoutStrategy, timeout } from 'cockatiel'
import type { Logger } from 'pino'
import { type Agent, request as send } from 'undici'
import type { HttpAnswer, HttpRequest } from './http'
import { errorCode, HttpError, isCancellation } from './http-error'

export type HttpLog = Pick<Logger, 'info' | 'warn'>

/** One attempt on the wire: sent, read to the end or cancelled with its socket, logged. */
export function createExchange(agent: Agent, log: HttpLog) {
  return async (request: HttpRequest, attempt: number, signal: AbortSignal): Promise<HttpAnswer> => {
    const startedAt = performance.now()
    const elapsed = () => Math.round(performance.now() - startedAt)
    try {
      const limited = timeout(request.timeoutMs, TimeoutStrategy.Aggressive)
      const answer = await limited.execute(({ signal: cut }) => transmit(agent, request, cut), signal)
      logCall(log, request, { status: answer.status, attempt, durationMs: elapsed() })
      return { ...answer, attempts: attempt, durationMs: elapsed() }
    } catch (error) {
      const failure = explain(error, request, elapsed())
      logCall(log, request, { error: failure, attempt, durationMs: elapsed() })
      throw failure
    }
  }
}

async function transmit(agent: Agent, request: HttpRequest, signal: AbortSignal) {
  const hasBody = request.body !== undefined
  const response = await send(request.url, {
    dispatcher: agent,
    method: request.method,
    headers: { ...(hasBody ? { 'content-type': 'application/json' } : {}), ...request.headers },
    body: hasBody ? JSON.stringify(request.body) : null,
    signal,
  })
  return { status: response.statusCode, headers: response.headers, text: await response.body.text() }
}

function explain(error: unknown, request: HttpRequest, durationMs: number): HttpError {
  const code = errorCode(error)
  const details = { cause: error, code, logged: true }
  if (request.signal?.aborted) return HttpError.cancelled(details)
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return new HttpError('contract', 'The answer is too large', details)
  if (isCancellation(error)) {
    // A call whose time was mostly spent in our own queue says nothing about the host.
    const blame = durationMs >= Math.min(request.timeoutMs, request.budgetMs) / 2
    const timedOut = { ...details, code: 'TIMEOUT', blame, retryable: true }
    return new HttpError('timeout', `No answer within ${durationMs} ms`, timedOut)
  }
  const message = code ? `The host cannot be reached (${code})` : 'The host cannot be reached'
  return new HttpError('unreachable', message, { ...details, blame: true, retryable: true })
}

type Outcome = { status?: number; attempt?: number; durationMs: number; error?: HttpError }

/** The structured line of one attempt, or of a call that was never sent (attempt 0). */
export function logCall(log: HttpLog, request: HttpRequest, outcome: Outcome): void {
  const { event, ...fields } = request.log
  const line = {
    ...fields,
    method: request.method,
    duration_ms: outcome.durationMs,
    status_code: outcome.status ?? null,
    attempt: outcome.attempt ?? 0,
    ...(outcome.error ? { error_kind: outcome.error.kind, error_code: outcome.error.code } : {}),
  }
  if (outcome.error || (outcome.status ?? 0) >= 500) log.warn(line, event)
  else log.info(line, event)
}
