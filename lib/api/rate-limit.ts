import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { runtime, webConfig } from '@/lib/runtime'
import { AppError, type ErrorCode } from './errors'
import { createGather } from './gather'

/** Classes of spec 02 §12. `key` says what is counted; with Redis away each process counts for itself. */
const CLASSES = {
  ip: { points: 1_000, seconds: 60, key: 'ip', code: 'RATE_LIMIT_EXCEEDED' },
  read: { points: 100, seconds: 60, key: 'workspace', code: 'API_RATE_LIMIT' },
  mutate: { points: 20, seconds: 60, key: 'workspace', code: 'API_RATE_LIMIT' },
  toggle: { points: 10, seconds: 60, key: 'user', code: 'RATE_LIMIT_EXCEEDED' },
  batch: { points: 2, seconds: 60, key: 'user', code: 'RATE_LIMIT_EXCEEDED' },
  sync: { points: 6, seconds: 60, key: 'workspace', code: 'RATE_LIMIT_EXCEEDED' },
  auth: { points: 10, seconds: 60, key: 'ip', code: 'RATE_LIMIT_EXCEEDED' },
  public: { points: 60, seconds: 60, key: 'ip', code: 'RATE_LIMIT_EXCEEDED' },
  callback_ip: { points: 10_000, seconds: 60, key: 'ip', code: 'RATE_LIMIT_EXCEEDED' },
  callback_legacy: { points: 100, seconds: 60, key: 'caller', code: 'RATE_LIMIT_EXCEEDED' },
  callback: { points: 1_000, seconds: 60, key: 'caller', code: 'RATE_LIMIT_EXCEEDED' },
  admin: { points: 300, seconds: 60, key: 'user', code: 'RATE_LIMIT_EXCEEDED' },
} as const satisfies Record<string, { points: number; seconds: number; key: string; code: ErrorCode }>

export type RateClass = keyof typeof CLASSES
/** What a caller over this limit is told. */
export const limitCodeOf = (name: RateClass): ErrorCode => CLASSES[name].code
type Limiter = { limiter: RateLimiterRedis; points: number }
const limiters = new Map<RateClass, Limiter>()

function limiterFor(name: RateClass): Limiter {
  const known = limiters.get(name)
  if (known) return known
  const { points: base, seconds: duration } = CLASSES[name]
  const points = Math.max(1, Math.round(base * webConfig().rateLimitFactor))
  const keyPrefix = `sovereign:limit:${name}`
  const limiter = new RateLimiterRedis({
    storeClient: runtime().redis,
    keyPrefix,
    points,
    duration,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration }),
  })
  limiters.set(name, { limiter, points })
  return { limiter, points }
}

/** Where one call stands in its window, counted from 1. */
type Standing = { place: number; points: number; until: number }
/** Places of a window taken in advance; what is left of them when it ends is lost to nobody. */
type Lease = { next: number; last: number; points: number; until: number }

const leases = new Map<string, Lease>()
const MOST_LEASES = 10_000
/** Of the whole limit: so much may a process hold without telling the others. */
const LEASE_SHARE = 0.01
const MOST_COUNTED_AT_ONCE = 500

function takeLeased(key: string): Standing | null {
  const lease = leases.get(key)
  if (!lease) return null
  if (lease.next > lease.last || lease.until <= Date.now()) {
    leases.delete(key)
    return null
  }
  lease.next += 1
  return { place: lease.next - 1, points: lease.points, until: lease.until }
}

/** Calls of one subject that come together are counted in one go, each at its own place; a busy subject's ahead of it. */
const counted = createGather<{ name: RateClass; subject: string }, Standing>({
  run: async (key, calls) => {
    const { name, subject } = calls[0] ?? { name: 'ip', subject: '' }
    const { limiter, points } = limiterFor(name)
    const ahead = calls.length > 1 ? Math.floor(points * LEASE_SHARE) : 0
    const taken = Math.max(calls.length, ahead)
    const { consumedPoints, msBeforeNext } = await limiter.consume(subject, taken).catch(asState)
    const first = consumedPoints - taken + 1
    const until = Date.now() + msBeforeNext
    if (leases.size >= MOST_LEASES) leases.clear()
    if (taken > calls.length) leases.set(key, { next: first + calls.length, last: consumedPoints, points, until })
    return calls.map((_, n) => ({ place: first + n, points, until }))
  },
  most: MOST_COUNTED_AT_ONCE,
})

/** A refusal says where the window stands, just as an admission does. */
function asState(refused: unknown): RateLimiterRes {
  if (refused instanceof RateLimiterRes) return refused
  throw refused
}

/**
 * Counts one call. Returns the three standing headers; throws RATE_LIMIT_EXCEEDED or API_RATE_LIMIT as `RateLimited`,
 * which carries the same headers.
 */
export async function countCall(name: RateClass, subject: string): Promise<Record<string, string>> {
  const key = `${name}:${subject}`
  const standing = takeLeased(key) ?? (await counted(key, { name, subject }))
  const headers = limitHeaders(standing)
  if (standing.place <= standing.points) return headers
  throw new RateLimited(CLASSES[name].code, Math.max(1, Math.ceil((standing.until - Date.now()) / 1000)), headers)
}

/** Carries the headers of a refused call to the transport. */
export class RateLimited extends AppError {
  readonly headers: Record<string, string>
  constructor(code: ErrorCode, seconds: number, headers: Record<string, string>) {
    super(code, undefined, { retryAfterSeconds: seconds, details: { retry_after: seconds } })
    this.headers = headers
  }

  /** The same refusal of a delivery that was kept meanwhile and is applied by itself. */
  queued(): RateLimited {
    if (this.details) this.details.queued = true
    return this
  }
}

const limitHeaders = ({ place, points, until }: Standing): Record<string, string> => ({
  'X-RateLimit-Limit': String(points),
  'X-RateLimit-Remaining': String(Math.max(0, points - place)),
  'X-RateLimit-Reset': String(Math.ceil(until / 1000)),
})
