import { randomUUID } from 'node:crypto'
import type { Runtime } from '@/lib/runtime'
import { countOpenStreams, openStream } from '@/lib/stream/open'
import { publish, STREAM_KEEP, streamChannel, streamKey } from '@/lib/stream/publish'
import { until } from '../../helpers/stack-process'
import { type OwnStack, startOwnRuntime, startOwnStack } from '../jobs/own-stack'
import { append, openTab, ring, streamCtx } from './read-stream'

jest.setTimeout(60_000)
let stack: OwnStack
let runtime: Runtime
let workspaceId: string

beforeAll(async () => {
  stack = await startOwnStack()
  runtime = startOwnRuntime(stack)
  await until('Redis is there', () => runtime.redis.status === 'ready')
})
beforeEach(() => {
  workspaceId = randomUUID()
})
afterAll(async () => {
  await runtime.close()
  await stack.close()
})

const versionsOf = (tab: { messages: () => { data?: string }[] }): number[] =>
  tab
    .messages()
    .flatMap(({ data }) => (JSON.parse(data ?? '[]') as { version: number }[]).map(({ version }) => version))

test('a published change reaches every open tab of its workspace, and of no other', async () => {
  const tabs = await Promise.all([openTab(streamCtx(workspaceId)), openTab(streamCtx(workspaceId))])
  const stranger = await openTab(streamCtx(randomUUID()))
  const startedAt = Date.now()
  publish(workspaceId, { type: 'campaign.changed', id: randomUUID(), version: 7 })
  await until('both heard', () => tabs.every((tab) => tab.messages().length === 1))
  expect(Date.now() - startedAt).toBeLessThan(1_000)
  expect(tabs.map(versionsOf)).toEqual([[7], [7]])
  expect(stranger.messages()).toEqual([])
  for (const tab of [...tabs, stranger]) await tab.leave()
})

test('a tab that was away gets exactly what it missed, in order, then what comes', async () => {
  const first = await openTab(streamCtx(workspaceId))
  await append(stack.redis, workspaceId, 1)
  await until('it heard', () => first.messages().length === 1)
  await first.leave()
  for (const version of [2, 3, 4]) await append(stack.redis, workspaceId, version)
  const second = await openTab(streamCtx(workspaceId), { lastEventId: first.lastId() })
  await append(stack.redis, workspaceId, 5)
  await until('it heard all', () => second.messages().length === 4)
  expect(versionsOf(second)).toEqual([2, 3, 4, 5])
  expect(second.events()).toEqual([])
  await second.leave()
})

test('nothing is lost or doubled while entries are written during the opening', async () => {
  const seen = await append(stack.redis, workspaceId, 0)
  const writing = (async () => {
    for (let version = 1; version <= 300; version += 1) await append(stack.redis, workspaceId, version)
  })()
  const tabs = await Promise.all(
    Array.from({ length: 20 }, () => openTab(streamCtx(workspaceId), { lastEventId: seen })),
  )
  await writing
  await until('all heard all', () => tabs.every((tab) => tab.messages().length >= 300))
  const all = Array.from({ length: 300 }, (_, index) => index + 1)
  for (const tab of tabs) expect(versionsOf(tab)).toEqual(all)
  for (const tab of tabs) await tab.leave()
})

test('two publishers whose doorbells cross lose no entry', async () => {
  const tab = await openTab(streamCtx(workspaceId))
  await append(stack.redis, workspaceId, 1, undefined, false)
  await append(stack.redis, workspaceId, 2, undefined, false)
  await Promise.all([ring(stack.redis, workspaceId), ring(stack.redis, workspaceId)])
  await until('it heard', () => tab.messages().length === 2)
  expect(versionsOf(tab)).toEqual([1, 2])
  await tab.leave()
})

test.each(['1-1', 'not an id', '99999999999999-0'])(
  'an id that cannot be resumed (%s) is told to resync',
  async (lastEventId) => {
    await append(stack.redis, workspaceId, 1)
    const tab = await openTab(streamCtx(workspaceId), { lastEventId })
    await append(stack.redis, workspaceId, 2)
    await until('it goes on', () => tab.messages().length === 1)
    expect(tab.events()).toEqual(['resync'])
    expect(versionsOf(tab)).toEqual([2])
    await tab.leave()
  },
)

test('an id that was trimmed away is told to resync', async () => {
  const trimmed = await append(stack.redis, workspaceId, 1)
  for (let version = 2; version < 20; version += 1) await append(stack.redis, workspaceId, version)
  await stack.redis.xtrim(streamKey(workspaceId), 'MAXLEN', 5)
  const tab = await openTab(streamCtx(workspaceId), { lastEventId: trimmed })
  await until('it hears', () => tab.events().length === 1)
  expect(tab.events()).toEqual(['resync'])
  await tab.leave()
})

test('a tab of a silent workspace has an id to come back with', async () => {
  const tab = await openTab(streamCtx(workspaceId))
  await until('it has an id', () => tab.lastId() !== null)
  expect(tab.blocks[0]).toMatchObject({
    id: expect.stringMatching(/^\d+-\d+$/),
    retry: expect.stringMatching(/^1\d{3}$/),
  })
  await tab.leave()
})

test('1,000 streams opened and dropped leave nothing behind', async () => {
  for (let round = 0; round < 40; round += 1) {
    const tabs = await Promise.all(Array.from({ length: 25 }, () => openTab(streamCtx(workspaceId))))
    for (const [index, tab] of tabs.entries()) {
      if (index % 2 === 0) await tab.leave()
      else await tab.response.body?.cancel().catch(() => tab.leave())
    }
  }
  expect(countOpenStreams()).toBe(0)
  await until('Redis knows', async () => {
    const [, subscribers] = (await stack.redis.pubsub('NUMSUB', streamChannel(workspaceId))) as [string, number]
    return subscribers === 0 && (await stack.redis.zcard(`sovereign:streams:workspace:${workspaceId}`)) === 0
  })
})

test('the sixth stream of one person is refused until another ends', async () => {
  const ctx = streamCtx(workspaceId)
  const tabs = await Promise.all(Array.from({ length: 5 }, () => openTab(ctx)))
  await expect(openTab(ctx)).rejects.toMatchObject({ code: 'RATE_LIMIT_EXCEEDED', retryAfterSeconds: 15 })
  await openTab(streamCtx(workspaceId)).then((tab) => tab.leave())
  await tabs.pop()?.leave()
  await until('the slot is free', async () => (await stack.redis.zcard(`sovereign:streams:user:${ctx.actor.id}`)) === 4)
  tabs.push(await openTab(ctx))
  for (const tab of tabs) await tab.leave()
})

test('the fifty-first stream of one workspace is refused', async () => {
  const tabs = await Promise.all(Array.from({ length: 50 }, () => openTab(streamCtx(workspaceId))))
  await expect(openTab(streamCtx(workspaceId))).rejects.toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' })
  for (const tab of tabs) await tab.leave()
})

test('a slot of a process that died is free again when its lease ends', async () => {
  const ctx = streamCtx(workspaceId)
  const key = `sovereign:streams:user:${ctx.actor.id}`
  for (let index = 0; index < 5; index += 1) await stack.redis.zadd(key, Date.now() - 1, `dead-${index}`)
  await openTab(ctx).then((tab) => tab.leave())
})

test('a person who loses the right to listen is told and let go, at once when members change', async () => {
  let may = true
  const tab = await openTab(streamCtx(workspaceId), { mayStillRead: async () => may })
  may = false
  await append(stack.redis, workspaceId, 1, 'members.changed')
  await tab.done
  expect(tab.events()).toEqual(['bye'])
  const slow = await openTab(streamCtx(workspaceId), { mayStillRead: async () => false, timing: { rightsMs: 50 } })
  await slow.done
  expect(slow.events()).toEqual(['bye'])
  expect(countOpenStreams()).toBe(0)
})

test('a stream ends by itself when its life is over', async () => {
  const tab = await openTab(streamCtx(workspaceId), { timing: { lifeMs: 100, lifeSpreadMs: 10, pingMs: 20 } })
  await tab.done
  expect(countOpenStreams()).toBe(0)
})

test('a reader who does not read is cut off instead of filling memory', async () => {
  await openStream(streamCtx(workspaceId), {
    lastEventId: null,
    signal: new AbortController().signal,
    mayStillRead: async () => true,
  })
  for (let version = 0; version < 300; version += 1) await append(stack.redis, workspaceId, version)
  await until('it is gone', () => countOpenStreams() === 0)
})

test('without Redis open streams end, new ones are refused, and after its return they work', async () => {
  const tab = await openTab(streamCtx(workspaceId))
  await stack.stopRedis()
  await tab.done
  await expect(openTab(streamCtx(workspaceId))).rejects.toMatchObject({ code: 'REDIS_CONNECTION_ERROR', status: 503 })
  expect(countOpenStreams()).toBe(0)
  await stack.startRedis()
  await until('the client is back', () => runtime.redis.status === 'ready')
  const again = await openTab(streamCtx(workspaceId), { lastEventId: tab.lastId() })
  await append(stack.redis, workspaceId, 2)
  await until('it hears', () => again.messages().length === 1)
  expect(again.events()).toEqual(['resync'])
  await again.leave()
})

test('the Redis stream of a workspace stays within what is kept', async () => {
  for (let version = 0; version < 5; version += 1)
    publish(workspaceId, { type: 'campaign.changed', id: randomUUID(), version })
  await until('they are written', async () => (await stack.redis.xlen(streamKey(workspaceId))) >= 2)
  expect(await stack.redis.ttl(streamKey(workspaceId))).toBeGreaterThan(0)
  expect(await stack.redis.xlen(streamKey(workspaceId))).toBeLessThanOrEqual(STREAM_KEEP)
})
