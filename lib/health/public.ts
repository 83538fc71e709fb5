import { sql } from 'kysely'
import { z } from 'zod'
import { asPlatform } from '@/lib/db/principals'
import { runtime } from '@/lib/runtime'

export const Health = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  version: z.string(),
  time: z.iso.datetime(),
})
export type Health = z.infer<typeof Health>

const CACHE_MS = 5_000
const ANSWER_WITHIN_MS = 2_000
let cached: { health: Health; at: number } | null = null

/** Down without the database, degraded without Redis (live updates and limits fall back). Kept for 5 s; names no internals. */
export async function getHealth(): Promise<Health> {
  if (cached && Date.now() - cached.at < CACHE_MS) return cached.health
  const [database, redis] = await Promise.all([
    answers(asPlatform('health')((trx) => sql`select 1`.execute(trx))),
    answers(runtime().redis.ping()),
  ])
  const health: Health = {
    status: database ? (redis ? 'ok' : 'degraded') : 'down',
    version: runtime().config.version ?? 'dev',
    time: new Date().toISOString(),
  }
  cached = { health, at: Date.now() }
  return health
}

async function answers(question: Promise<unknown>): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS, false).unref())
  return Promise.race([
    question.then(
      () => true,
      () => false,
    ),
    late,
  ])
}
