import { types } from 'node:util'
import postgres from 'postgres'
import { AppError, ERROR_CODES, type ErrorCode } from '@/lib/api/errors'

/** SQLSTATEs worth a second whole transaction: lock, serialization, deadlock, connection, too many connections. */
const RETRYABLE = new Set(['55P03', '40001', '40P01', '08000', '08001', '08003', '08006', '53300', '57P01', '57P03'])
const LOST_CONNECTION = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
])

// Not `instanceof`: a socket's error may come from another realm.
const codeOf = (error: unknown): string | undefined =>
  types.isNativeError(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined

const isKnown = (message: string): message is ErrorCode => (ERROR_CODES as string[]).includes(message)

/** True when the whole transaction may be tried again: nothing of it was kept. */
export function isRetryable(error: unknown): boolean {
  const cause = error instanceof AppError ? error.cause : error
  const code = codeOf(cause)
  return code !== undefined && (RETRYABLE.has(code) || LOST_CONNECTION.has(code))
}

/** True for SQLSTATE 55P03: the row is held by someone else right now. */
export const isLockTimeout = (error: unknown): boolean =>
  codeOf(error instanceof AppError ? error.cause : error) === '55P03'

function detailsOf(detail: string | undefined): Record<string, unknown> | undefined {
  if (!detail?.startsWith('{')) return undefined
  try {
    return JSON.parse(detail) as Record<string, unknown>
  } catch {
    return undefined
  }
}

/** Too long, out of range, no instant, not encodable, not of the type, against a check. */
const INVALID_VALUE = new Set(['22001', '22003', '22007', '22008', '22021', '22P02', '22P05', '23514'])

const CONSTRAINTS: Record<string, ErrorCode> = {
  campaigns_name: 'CAMPAIGN_NAME_TAKEN',
  campaign_executions_single: 'DUPLICATE_EXECUTION',
  campaign_executions_workspace_id_idempotency_key_key: 'DUPLICATE_EXECUTION',
}

/** Postgres' words into ours, once (spec 01 §7). Errors that are not the database's pass unchanged. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AppError) return error
  const code = codeOf(error)
  if (code === undefined) return error
  if (LOST_CONNECTION.has(code) || RETRYABLE.has(code)) {
    return new AppError('DATABASE_UNAVAILABLE', undefined, { cause: error, retryAfterSeconds: 5 })
  }
  if (!(error instanceof postgres.PostgresError)) return error
  if (code === '57014') return new AppError('GATEWAY_TIMEOUT', undefined, { cause: error })
  if (code.startsWith('SV')) {
    const details = detailsOf(error.detail)
    return new AppError(isKnown(error.message) ? error.message : 'INVALID_INPUT', undefined, {
      cause: error,
      ...(details && { details }),
    })
  }
  if (code === '23505')
    return new AppError(CONSTRAINTS[error.constraint_name ?? ''] ?? 'CONFLICT', undefined, { cause: error })
  if (code === '23503') return new AppError('NOT_FOUND', undefined, { cause: error })
  if (INVALID_VALUE.has(code)) return new AppError('INVALID_INPUT', undefined, { cause: error })
  return error
}
