import { CircuitState, ConsecutiveBreaker, circuitBreaker, DelegateBackoff, handleWhen, retry } from 'cockatiel'
import { HttpError, retryAfterSeconds } from './http-error'

/** `quick`: once more within a quarter of a second. `patient`: twice more, after up to 1 and 2 s. */
export type RetryPlan = 'never' | 'quick' | 'patient'

export type CircuitName = 'closed' | 'open' | 'half_open'

type Answer = { status: number; headers: Record<string, string | string[] | undefined> }

const PLANS = {
  never: { retries: 0, waitMs: () => 0 },
  quick: { retries: 1, waitMs: () => 250 },
  patient: { retries: 2, waitMs: (attempt: number) => 1000 * 2 ** (attempt - 1) },
}
const LEAST_USEFUL_MS = 100
const isAnswer = (value: unknown): value is Answer => typeof value === 'object' && value !== null && 'status' in value
const isSick = (value: unknown) => isAnswer(value) && value.status >= 502 && value.status <= 504
const isRefusedForNow = (value: unknown) => isSick(value) || (isAnswer(value) && value.status === 429)

function askedToWaitMs(outcome: unknown): number {
  if (outcome instanceof HttpError) return (outcome.retryAfterSeconds ?? 0) * 1000
  return isAnswer(outcome) ? (retryAfterSeconds(outcome.headers['retry-after']) ?? 0) * 1000 : 0
}

/** Full jitter, never earlier than Retry-After asks, and no try that the remaining milliseconds cannot hold. */
export function retryPolicy(plan: RetryPlan, remainingMs: () => number) {
  const { retries, waitMs } = PLANS[plan]
  const fits = (outcome: unknown) => askedToWaitMs(outcome) + LEAST_USEFUL_MS < remainingMs()
  return retry(
    handleWhen((error) => error instanceof HttpError && error.retryable && fits(error)).orWhenResult(
      (answer) => isRefusedForNow(answer) && fits(answer),
    ),
    {
      maxAttempts: retries,
      backoff: new DelegateBackoff(({ attempt, result }) =>
        Math.max(Math.random() * waitMs(attempt), askedToWaitMs('error' in result ? result.error : result.value)),
      ),
    },
  )
}

/** The circuit breaker of one host: opens after consecutive failures, then lets exactly one trial call through. */
export function createGate({ failures, halfOpenAfterMs }: { failures: number; halfOpenAfterMs: number }) {
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof HttpError && error.blame).orWhenResult(isSick),
    { breaker: new ConsecutiveBreaker(failures), halfOpenAfter: halfOpenAfterMs },
  )
  let openUntil = 0
  breaker.onBreak(() => {
    openUntil = Date.now() + halfOpenAfterMs
  })

  /** Throws without sending anything while the host is given a rest or its trial call is out. */
  function check(): void {
    const waitMs = openUntil - Date.now()
    const isClosed = breaker.state === CircuitState.Closed
    if (isClosed || (breaker.state === CircuitState.Open && waitMs <= 0)) return
    const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000))
    throw new HttpError('circuit_open', 'The host failed repeatedly and is given a rest', { retryAfterSeconds })
  }

  async function run<T>(call: () => Promise<T>): Promise<T> {
    check()
    return breaker.execute(call)
  }

  async function runUnjudged<T>(call: () => Promise<T>): Promise<T> {
    check()
    return call()
  }

  const state = (): CircuitName => {
    if (breaker.state === CircuitState.Closed) return 'closed'
    // The breaker itself only notices on the next call; whoever asks first would otherwise never make one.
    const isRested = breaker.state === CircuitState.HalfOpen || Date.now() >= openUntil
    return isRested ? 'half_open' : 'open'
  }
  return { check, run, runUnjudged, state }
}
