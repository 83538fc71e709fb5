import { sql } from 'kysely'
import { runtime } from '@/lib/runtime'
import type { Relay } from '../relay'
import type { Workers } from '../workers'

const ANSWER_MS = 2_000
const RELAY_PASS_MS = 5_000

/** True when both stores answer and work goes on: the relay passed in the last 5 s and the workers take jobs. */
export function createReadiness(relay: Relay, workers: Workers): () => Promise<boolean> {
  return async () => {
    if (Date.now() - relay.lastPassAt() > RELAY_PASS_MS || !workers.areRunning()) return false
    const { db, redis } = runtime()
    const answers = await Promise.all([inTime(redis.ping()), inTime(sql`select 1`.execute(db))])
    return answers.every((isThere) => isThere)
  }
}

function inTime(answer: Promise<unknown>): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), ANSWER_MS).unref()
  })
  return Promise.race([
    answer.then(
      () => true,
      () => false,
    ),
    late,
  ])
}
