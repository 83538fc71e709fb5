/** The requests per minute an engine may get from all our processes together: toggles first, sync from what is left. */
import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { EnginePriority } from './port'

export type EngineBudget = {
  /** Takes one request out of the budget, or says how many milliseconds until there is one again. */
  take(engineId: string, priority: EnginePriority): Promise<{ ok: true } | { ok: false; waitMs: number }>
}

export type EngineBudgetOptions = {
  /** Counts are shared through Redis when given, and kept per process while it is away. */
  redis?: Redis
  perWindow?: number
  /** How much of `perWindow` sync may use at most. */
  syncPerWindow?: number
  windowSeconds?: number
}

/** 100 requests a minute per engine by default, 70 of them open to sync. */
export function createEngineBudget(options: EngineBudgetOptions = {}): EngineBudget {
  const { perWindow = 100, windowSeconds = 60 } = options
  const syncPerWindow = options.syncPerWindow ?? Math.max(1, Math.floor(perWindow * 0.7))
  const all = limiter('engine-calls', perWindow, windowSeconds, options.redis)
  const sync = limiter('engine-sync', syncPerWindow, windowSeconds, options.redis)
  return {
    async take(engineId, priority) {
      try {
        if (priority === 'sync') await sync.consume(engineId)
        await all.consume(engineId)
        return { ok: true }
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return { ok: false, waitMs: Math.max(1, refusal.msBeforeNext) }
        throw refusal
      }
    },
  }
}

function limiter(keyPrefix: string, points: number, duration: number, redis: Redis | undefined) {
  const memory = new RateLimiterMemory({ keyPrefix, points, duration })
  if (!redis) return memory
  return new RateLimiterRedis({
    storeClient: redis,
    keyPrefix,
    points,
    duration,
    rejectIfRedisNotReady: true,
    insuranceLimiter: memory,
  })
}
