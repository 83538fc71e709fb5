import type { EngineCall } from '@/lib/engines/port'

export type Remaining = () => EngineCall & { budgetMs: number }

/** The same call with what is left of its budget, for operations made of several requests. */
export function countdown(call: EngineCall, defaultMs: number): Remaining {
  const deadline = Date.now() + (call.budgetMs ?? defaultMs)
  return () => ({ ...call, budgetMs: deadline - Date.now() })
}

/** Ends when the caller gives up or the milliseconds are over. */
export function deadlineSignal(call: EngineCall, budgetMs: number): AbortSignal {
  const timer = AbortSignal.timeout(Math.max(0, budgetMs))
  return call.signal ? AbortSignal.any([call.signal, timer]) : timer
}
