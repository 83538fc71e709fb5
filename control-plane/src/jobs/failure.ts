import { z } from 'zod'
import { AppError, type ErrorCode } from '@/lib/api/errors'

/** 4xx answers that only mean "not now". */
const PASSING: ErrorCode[] = [
  'CAMPAIGN_BUSY',
  'IN_PROGRESS',
  'IDEMPOTENCY_IN_PROGRESS',
  'RATE_LIMIT_EXCEEDED',
  'API_RATE_LIMIT',
]

/** True when another try would end the same way: the caller was wrong, not the world. */
export function isPermanent(error: unknown): boolean {
  if (error instanceof z.ZodError) return true
  return error instanceof AppError && error.status < 500 && !PASSING.includes(error.code)
}

/** True when our own database was away: the job waits without using up a try. */
export const isOutage = (error: unknown): boolean => error instanceof AppError && error.code === 'DATABASE_UNAVAILABLE'

/** For dead letters: code and sentence, never a stack. */
export function messageOf(error: unknown): string {
  if (error instanceof AppError) return `${error.code}: ${error.message}`
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}

const MAX_DELAY_MS = 300_000

/** Exponential with full jitter over the upper half; never before the time an engine asked us to wait. */
export function retryDelayMs(attemptsMade: number, baseMs: number, error: unknown): number {
  const ceiling = Math.min(MAX_DELAY_MS, baseMs * 2 ** (attemptsMade - 1))
  const asked = error instanceof AppError ? (error.retryAfterSeconds ?? 0) * 1000 : 0
  return Math.max(asked, Math.round(ceiling * (0.5 + Math.random() / 2)))
}
