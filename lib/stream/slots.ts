import { randomUUID } from 'node:crypto'
import { AppError } from '@/lib/api/errors'
import { runtime } from '@/lib/runtime'

/** How many streams a person and a workspace may hold at once, over all processes (spec 02 §9). */
const PER_USER = 5
const PER_WORKSPACE = 50
/** A process that dies without giving its slots back holds them no longer than this. */
const LEASE_MS = 40_000

export type Slot = { renew: () => Promise<void>; release: () => Promise<void> }

const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i, key in ipairs(KEYS) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
  if ARGV[1] == 'take' and redis.call('ZCARD', key) >= tonumber(ARGV[3 + i]) then return 0 end
end
for _, key in ipairs(KEYS) do
  redis.call('ZADD', key, now + ARGV[3], ARGV[2])
  redis.call('PEXPIRE', key, ARGV[3])
end
return 1`

/** Throws RATE_LIMIT_EXCEEDED when the person or the workspace has its number; the Redis client's error when it is away. */
export async function takeSlot(userId: string, workspaceId: string): Promise<Slot> {
  const { redis } = runtime()
  const id = randomUUID()
  const keys = [`sovereign:streams:user:${userId}`, `sovereign:streams:workspace:${workspaceId}`] as const
  const lease = (mode: 'take' | 'renew') => redis.eval(TAKE, 2, ...keys, mode, id, LEASE_MS, PER_USER, PER_WORKSPACE)
  if ((await lease('take')) !== 1) {
    throw new AppError('RATE_LIMIT_EXCEEDED', 'Too many live connections. Close another tab and try again.', {
      retryAfterSeconds: 15,
    })
  }
  return {
    renew: async () => {
      await lease('renew')
    },
    release: async () => {
      await redis.multi().zrem(keys[0], id).zrem(keys[1], id).exec()
    },
  }
}
