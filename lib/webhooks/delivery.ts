import type { z } from 'zod'
import { AppError, type ErrorCode } from '@/lib/api/errors'
import type { N8nCaller } from './verify-n8n'

/** A proven delivery: who sent it, through which door, under which id. */
export type Delivery = {
  caller: N8nCaller
  door: string
  id: string
  requestId: string
  /** The type of items that name none, given by the older path they came by. */
  preset?: string
  /** When it first came, in milliseconds, if that was earlier: what says no time of its own happened then. */
  receivedAt?: number
  /** The id under which its items are known that name none, where that is not its own. */
  origin?: string
  /** A copy is kept already: what is refused again is thrown, not kept once more. */
  isKept?: true
}

/** Whom a delivery's items are recorded for, and as part of what: the unit of deduplication. */
export type Recipient = {
  workspaceId: string
  /** The key that signed. */
  keyId: string
  requestId: string
  delivery: { source: string; id: string }
  /** With the place in it: what an item is known by that names no key of its own, however often it is tried. */
  origin: string
  receivedAt?: number
}
export type Rejection = { code: ErrorCode; message: string; details?: Record<string, unknown> }
/** What became of one item. */
export type Outcome = 'accepted' | 'duplicate' | Rejection

export const isRejection = (outcome: unknown): outcome is Rejection =>
  typeof outcome === 'object' && outcome !== null && 'code' in outcome

/** The code's own sentence, unless there is a better one. */
export function reject(code: ErrorCode, message?: string): Rejection {
  return { code, message: message ?? new AppError(code).message }
}

/** Names the field, never its value. */
export function rejectInvalid(error: z.ZodError): Rejection {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[issue.path.join('.') || 'body'] ??= issue.message
  const first = Object.entries(fields)[0]
  return { ...reject('INVALID_INPUT', first && `${first[0]}: ${first[1]}`.slice(0, 300)), details: { fields } }
}
