import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../../helpers/stack-process'
import { countOpen, insertJob, insertRuns, insertSlow, passCheckTime } from './outbox-rows'
import { type OwnStack, startOwnStack } from './own-stack'

jest.setTimeout(120_000)
let stack: OwnStack

beforeAll(async () => {
  stack = await startOwnStack()
})
afterEach(() => stack.reset())
afterAll(() => stack.close())

const sorted = (ids: string[]) => [...ids].sort()
const ranIds = () => stack.effects().map(({ id }) => id)
const allDone = () => until('every row is done', async () => (await countOpen(stack.sql)) === 0, 60_000)

test('two replicas share 1,000 rows: each runs once, each is relayed once', async () => {
  const ids = await insertRuns(stack.sql, 1_000)
  await Promise.all([stack.startReplica(), stack.startReplica()])
  await allDone()
  expect(sorted(ranIds())).toEqual(sorted(ids))
  expect(await stack.sql`select distinct attempts from platform.outbox`).toEqual([{ attempts: 1 }])
  const pids = new Set(stack.effects().map(({ pid }) => pid))
  expect(pids.size).toBe(2)
})

test('Redis flushed in the middle delays rows and loses none', async () => {
  await stack.startReplica()
  const ids = await Promise.all(Array.from({ length: 60 }, () => insertSlow(stack.sql, 200)))
  await until('some ran', () => stack.effects().length > 20)
  await stack.redis.flushall()
  await passCheckTime(stack.sql)
  await allDone()
  const ended = new Set(stack.effects().flatMap(({ id, job }) => (job === 'sync.workflow' ? [id] : [])))
  expect(sorted([...ended])).toEqual(sorted(ids))
  expect(await stack.sql`select count(*)::int as n from platform.dead_letters`).toEqual([{ n: 0 }])
})

test('a row the queue still has is left with it, however long it waits', async () => {
  await stack.startReplica()
  const ids = await Promise.all(Array.from({ length: 100 }, () => insertSlow(stack.sql, 300)))
  await until('some ran', () => stack.effects().length > 5)
  await passCheckTime(stack.sql)
  await allDone()
  const ended = stack.effects().filter(({ job }) => job === 'sync.workflow')
  expect(sorted(ended.map(({ id }) => id))).toEqual(sorted(ids))
  expect(await stack.sql`select distinct attempts from platform.outbox`).toEqual([{ attempts: 1 }])
})

test('rows written while Redis is away run once it is back, empty', async () => {
  await stack.startReplica()
  await stack.stopRedis()
  const ids = await insertRuns(stack.sql, 50)
  await sleep(1_500)
  expect(stack.effects()).toEqual([])
  await stack.startRedis()
  await allDone()
  expect(sorted(ranIds())).toEqual(sorted(ids))
})

test('Postgres restarted in the middle: every row ends done, none as a dead letter', async () => {
  await stack.startReplica()
  const slow = await Promise.all(Array.from({ length: 60 }, () => insertSlow(stack.sql, 100)))
  await until('some ran', () => stack.effects().length > 10)
  await stack.stopPostgres()
  await sleep(1_000)
  await stack.startPostgres()
  const ids = await insertRuns(stack.sql, 20)
  await allDone()
  expect(ranIds()).toEqual(expect.arrayContaining(ids))
  const ended = new Set(stack.effects().flatMap(({ id, job }) => (job === 'sync.workflow' ? [id] : [])))
  expect(sorted([...ended])).toEqual(sorted(slow))
  expect(await stack.sql`select count(*)::int as n from platform.dead_letters`).toEqual([{ n: 0 }])
})

test('what a killed replica held is run by the other', async () => {
  const doomed = await stack.startReplica()
  const ids = await Promise.all(Array.from({ length: 30 }, () => insertSlow(stack.sql, 1_000)))
  await until('it holds jobs', () => stack.effects().length >= 10)
  doomed.process.kill('SIGKILL')
  await doomed.exited
  const startedAt = Date.now()
  await stack.startReplica()
  await allDone()
  const ended = new Set(stack.effects().flatMap(({ id, job }) => (job === 'sync.workflow' ? [id] : [])))
  expect(sorted([...ended])).toEqual(sorted(ids))
  expect(Date.now() - startedAt).toBeLessThan(45_000)
})

test('a stop lets running jobs end and leaves the rest to the other replica', async () => {
  const leaving = await stack.startReplica()
  const ids = await Promise.all(Array.from({ length: 40 }, () => insertSlow(stack.sql, 500)))
  await until('it runs jobs', () => stack.effects().length >= 10)
  leaving.process.kill('SIGTERM')
  expect(await leaving.exited).toBe(0)
  const counts = { started: 0, ended: 0 }
  for (const { job } of stack.effects()) counts[job === 'started' ? 'started' : 'ended'] += 1
  expect(counts.ended).toBe(counts.started)
  await stack.startReplica()
  await allDone()
  const ended = stack.effects().filter(({ job }) => job === 'sync.workflow')
  expect(sorted(ended.map(({ id }) => id))).toEqual(sorted(ids))
})

test('a job that outlasts the stop returns to the queue without losing a try', async () => {
  const leaving = await stack.startReplica()
  const id = await insertSlow(stack.sql, 19_000)
  await until('it runs', () => stack.effects().length === 1)
  leaving.process.kill('SIGTERM')
  expect(await leaving.exited).toBe(0)
  expect(stack.effects().map(({ job }) => job)).toEqual(['started'])
  await stack.startReplica()
  await until('it starts again', () => stack.effects().length === 2, 5_000)
  await allDone()
  expect(stack.effects().at(-1)).toMatchObject({ id, job: 'sync.workflow' })
})

test('rows nobody can run end as dead letters and do not hold up the others', async () => {
  await insertJob(stack.sql, 'campaigns.unheard-of', { campaign_id: 'x' })
  await insertJob(stack.sql, 'campaigns.run', { workspace_id: 'not-an-id' })
  const [id] = await insertRuns(stack.sql, 1)
  await stack.startReplica()
  await allDone()
  expect(ranIds()).toEqual([id])
  const letters = await stack.sql<{ job: string; error: string }[]>`
    select job, error from platform.dead_letters order by job`
  expect(letters.map(({ job }) => job)).toEqual(['campaigns.run', 'campaigns.unheard-of'])
  expect(letters[0]?.error).toContain('Invalid payload')
  expect(letters[1]?.error).toContain('Unknown job')
})

test('a row is not relayed before its time', async () => {
  await stack.startReplica()
  const [id = ''] = await insertRuns(stack.sql, 1)
  await stack.sql`update platform.outbox set run_after = now() + interval '1500 milliseconds' where payload ->> 'execution_id' = ${id}`
  const [first = ''] = await insertRuns(stack.sql, 1)
  await allDone()
  const [early, late] = stack.effects()
  expect([early?.id, late?.id]).toEqual([first, id])
  expect((late?.at ?? 0) - (early?.at ?? 0)).toBeGreaterThan(1_000)
})
