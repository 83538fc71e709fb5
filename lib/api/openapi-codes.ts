import { z } from 'zod'
import type { ErrorCode } from './errors'
import type { DescribedRoute } from './openapi-document'
import { limitCodeOf, type RateClass } from './rate-limit'
import { FIELD_CODES } from './request'

const ALWAYS: ErrorCode[] = [
  ...(['INVALID_INPUT', 'RATE_LIMIT_EXCEEDED', 'INTERNAL_SERVER_ERROR'] as const),
  ...(['DATABASE_UNAVAILABLE', 'GATEWAY_TIMEOUT'] as const),
]
const TAKES_BODY: ErrorCode[] = ['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE']
const SIGNED_IN: ErrorCode[] = ['UNAUTHORIZED', 'TOKEN_EXPIRED']
const IN_WORKSPACE: ErrorCode[] = ['MISSING_WORKSPACE_ID', 'WORKSPACE_NOT_FOUND', 'FORBIDDEN']
const OF_KIND: Record<string, ErrorCode[]> = {
  route: [...SIGNED_IN, ...IN_WORKSPACE],
  session: SIGNED_IN,
  admin: [...SIGNED_IN, 'NOT_FOUND'],
  webhook: ['WEBHOOK_SIGNATURE_INVALID', 'PAYLOAD_TOO_LARGE'],
  cron: ['UNAUTHORIZED', 'CONTROL_PLANE_UNAVAILABLE', 'NOT_FOUND'],
}

/** Every code a route can refuse with: those of the stages that its wrapper goes through, and its own. */
export function codesOf(route: DescribedRoute): ErrorCode[] {
  const { method, path, options } = route
  const { kind, body, query, errors = [], noun } = options
  const codes = new Set<ErrorCode>([...ALWAYS, ...(OF_KIND[kind] ?? []), ...errors])
  if (path.includes('[id]')) codes.add(noun ?? 'NOT_FOUND')
  const fields = [body, query].flatMap((schema) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []))
  for (const field of fields) if (FIELD_CODES[field]) codes.add(FIELD_CODES[field])
  const rateClass = rateClassOf(route)
  if (rateClass) codes.add(limitCodeOf(rateClass))
  if (method !== 'GET') for (const code of ofMutation(options)) codes.add(code)
  return [...codes].sort()
}

const CLASS_OF_KIND: Record<string, RateClass> = {
  ...({ session: 'read', admin: 'admin', public: 'public', webhook: 'callback' } as const),
}

/** What a call is counted as; null where only addresses are counted. */
export function rateClassOf({ method, options }: DescribedRoute): RateClass | null {
  const { kind, rateLimit } = options
  if (rateLimit) return rateLimit
  if (kind === 'route') return method === 'GET' ? 'read' : 'mutate'
  return CLASS_OF_KIND[kind] ?? null
}

function ofMutation({ kind, whileFrozen, idempotency }: DescribedRoute['options']): ErrorCode[] {
  if (kind === 'webhook' || kind === 'cron') return []
  if (kind === 'public') return TAKES_BODY
  const own: ErrorCode[] = [...TAKES_BODY, 'ORIGIN_MISMATCH']
  if (kind !== 'route') return own
  own.push('IDEMPOTENCY_KEY_REUSED', 'IDEMPOTENCY_IN_PROGRESS')
  if (idempotency === 'required') own.push('IDEMPOTENCY_KEY_REQUIRED')
  if (!whileFrozen) own.push('WORKSPACE_FROZEN')
  return own
}
