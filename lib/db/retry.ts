import { DelegateBackoff, ExponentialBackoff, fullJitterGenerator, handleWhen, retry } from 'cockatiel'
import { isLockTimeout, isRetryable } from './errors'

type RetryOptions = { attempts?: number; baseMs?: number; capMs?: number }

/**
 * Runs a whole transaction again after a lock, serialization, deadlock or connection failure: 3 more tries, full
 * jitter, 100 ms doubling, at most 5 s between. `work` must have no side effect outside the transaction.
 */
export function retryTransaction<T>(work: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { attempts = 3, baseMs = 100, capMs = 5_000 } = options
  return retry(handleWhen(isRetryable), {
    maxAttempts: attempts,
    backoff: new ExponentialBackoff({ initialDelay: baseMs, maxDelay: capMs, generator: fullJitterGenerator }),
  }).execute(work)
}

/** Waits for a row that another caller holds: 5 more tries, 20–200 ms apart. Other errors pass at once. */
export function retryLocked<T>(work: () => Promise<T>): Promise<T> {
  return retry(handleWhen(isLockTimeout), {
    maxAttempts: 5,
    backoff: new DelegateBackoff(() => 20 + Math.random() * 180),
  }).execute(work)
}
