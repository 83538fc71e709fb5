import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { asPlatform } from '@/lib/db/principals'
import { enqueue, ringOutbox } from '@/lib/jobs/enqueue'
import type { Runtime } from '@/lib/runtime'
import { until } from '../../helpers/stack-process'
import { type OwnStack, startOwnRuntime, startOwnStack } from './own-stack'

jest.setTimeout(60_000)
let stack: OwnStack
let runtime: Runtime

beforeAll(async () => {
  stack = await startOwnStack()
  runtime = startOwnRuntime(stack)
})
afterAll(async () => {
  await runtime.close()
  await stack.close()
})

test('a hundred jobs start after their commits, and say how soon', async () => {
  await stack.startReplica()
  await until('the client is there', () => runtime.redis.status === 'ready')
  const committedAt = new Map<string, number>()
  for (let round = 0; round < 100; round += 1) {
    const id = randomUUID()
    await asPlatform('test')((trx) =>
      enqueue(trx, 'campaigns.run', { workspace_id: randomUUID(), execution_id: id }, { workspaceId: null }),
    )
    committedAt.set(id, Date.now())
    ringOutbox()
    await sleep(Math.random() * 60)
  }
  await until('all ran', () => stack.effects().length === 100)
  const waits = stack.effects().map(({ id, at }) => at - (committedAt.get(id) ?? 0))
  waits.sort((one, other) => one - other)
  process.stdout.write(`enqueue to start: p50 ${waits[49]} ms, p95 ${waits[94]} ms, max ${waits[99]} ms\n`)
})
