import { randomUUID } from 'node:crypto'
import { countCall, RateLimited } from '@/lib/api/rate-limit'
import type { Runtime } from '@/lib/runtime'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'

/** Places of a busy window are taken in advance; not one more call gets through for that. */
let runtime: Runtime
beforeAll(async () => {
  runtime = startTestRuntime({ rateLimitFactor: 1 }, await prepareQuietStores())
}, 60_000)
afterAll(() => runtime.close())

test.each([
  ['callback', 1_000],
  ['read', 100],
] as const)('%s: of 64 callers at once exactly %i calls get through', async (name, limit) => {
  const subject = randomUUID()
  const outcomes: (number | 'refused')[] = []
  const caller = async () => {
    while (outcomes.length < limit * 1.2)
      await countCall(name, subject).then(
        (headers) => outcomes.push(Number(headers['X-RateLimit-Remaining'])),
        (error: unknown) => outcomes.push(error instanceof RateLimited ? 'refused' : -1),
      )
  }
  await Promise.all(Array.from({ length: 64 }, caller))
  const admitted = outcomes.filter((one) => one !== 'refused')
  expect(admitted.toSorted((a, b) => b - a)).toEqual(Array.from({ length: limit }, (_, n) => limit - 1 - n))
  await expect(countCall(name, subject)).rejects.toMatchObject({ retryAfterSeconds: expect.any(Number) })
})
