import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { failure, stored } from './envelope'
import { AppError, type ErrorCode } from './errors'

/** Answers after which nothing was kept: the key is forgotten, so that the same request may be tried again. */
const NOTHING_RAN: ErrorCode[] = ['DATABASE_UNAVAILABLE', 'CAMPAIGN_BUSY', 'ENGINE_CIRCUIT_OPEN', 'RATE_LIMIT_EXCEEDED']

type Claim = {
  outcome: 'new' | 'replay' | 'running' | 'mismatch'
  response_status: number | null
  response: string | null
}
export type IdempotencyScope = {
  workspaceId: string
  actor: string
  route: string
  key: string
  body: string
  requestId: string
}

/** The caller's key, under either header name. Throws INVALID_INPUT unless 1–255 visible ASCII characters. */
export function idempotencyKeyOf(request: Request): string | null {
  const key = request.headers.get('idempotency-key') ?? request.headers.get('x-idempotency-key')
  if (key === null) return null
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new AppError('INVALID_INPUT', 'An Idempotency-Key has 1 to 255 visible ASCII characters.')
  return key
}

/**
 * Runs `work` once per key: the answer is kept 24 h and replayed byte for byte, a second caller meanwhile gets 409,
 * another request under the same key 400. A runner dead for 60 s is taken over; verbs behind it run twice safely.
 */
export async function once(scope: IdempotencyScope, work: () => Promise<Response>): Promise<Response> {
  const platform = asPlatform('idempotency keys')
  const { workspaceId, actor, route, key, requestId } = scope
  const hash = createHash('sha256').update(scope.body).digest()
  const claim = await platform(async (trx) => {
    const { rows } = await sql<Claim>`select outcome, response_status, response #>> '{}' as response
      from private.claim_idempotency(${workspaceId}::uuid, ${actor}, ${route}, ${key}, ${hash}::bytea)`.execute(trx)
    return rows[0]
  })
  if (claim?.outcome === 'replay') return stored(claim.response_status ?? 200, claim.response ?? '', requestId)
  if (claim?.outcome === 'running') throw new AppError('IDEMPOTENCY_IN_PROGRESS', undefined, { retryAfterSeconds: 1 })
  if (claim?.outcome === 'mismatch') throw new AppError('IDEMPOTENCY_KEY_REUSED')

  const settled = await settle(work, requestId)
  const status = settled.forget ? null : settled.response.status
  const text = await settled.response.clone().text()
  await platform((trx) =>
    sql`select private.finish_idempotency(${workspaceId}::uuid, ${actor}, ${route}, ${key}, ${status}::int,
      to_jsonb(${text}::text))`.execute(trx),
  )
  if (settled.unexpected) throw settled.unexpected
  return settled.response
}

type Settled = { response: Response; forget: boolean; unexpected?: unknown }

async function settle(work: () => Promise<Response>, requestId: string): Promise<Settled> {
  try {
    return { response: await work(), forget: false }
  } catch (error) {
    const response = failure(error, requestId)
    if (error instanceof AppError) return { response, forget: NOTHING_RAN.includes(error.code) }
    // Verbs are re-runnable, so an unexpected failure leaves the key free rather than burnt.
    return { response, forget: true, unexpected: error }
  }
}
