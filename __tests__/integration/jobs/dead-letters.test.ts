import { randomUUID } from 'node:crypto'
import { ListDeadLettersInput, listDeadLetters, replayDeadLetter } from '@/lib/jobs/dead-letters'
import type { Runtime } from '@/lib/runtime'
import { until } from '../../helpers/stack-process'
import { countOpen, insertJob } from './outbox-rows'
import { type OwnStack, startOwnRuntime, startOwnStack } from './own-stack'

jest.setTimeout(60_000)
let stack: OwnStack
let runtime: Runtime

beforeAll(async () => {
  stack = await startOwnStack()
  runtime = startOwnRuntime(stack)
})
afterEach(() => stack.reset())
afterAll(async () => {
  await runtime.close()
  await stack.close()
})

const allDone = () => until('every row is done', async () => (await countOpen(stack.sql)) === 0)
const campaign = () => ({ workspace_id: randomUUID(), campaign_id: randomUUID() })
const parked = async () => (await listDeadLetters(ListDeadLettersInput.parse({}))).items
const by = { userId: 'super-admin', requestId: 'test-request' }

test('a permanent failure is not tried again and rests with its reason', async () => {
  await stack.startReplica()
  const payload = campaign()
  await insertJob(stack.sql, 'campaigns.converge', payload)
  await allDone()
  expect(stack.effects()).toHaveLength(1)
  expect(await parked()).toEqual([
    expect.objectContaining({
      job: 'campaigns.converge',
      workspace_id: payload.workspace_id,
      payload,
      attempts: 1,
      error: 'CAMPAIGN_NOT_FOUND: Campaign not found',
    }),
  ])
})

test('a passing failure is tried as often as the catalog says, then rests', async () => {
  await stack.startReplica()
  await insertJob(stack.sql, 'campaigns.prove', campaign())
  await allDone()
  expect(stack.effects()).toHaveLength(3)
  const [first, second, third] = stack.effects().map(({ at }) => at)
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(450)
  expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(950)
  expect(await parked()).toEqual([
    expect.objectContaining({ attempts: 3, error: expect.stringMatching(/^ENGINE_TIMEOUT/) }),
  ])
})

test('a replay runs the job once more, a second replay changes nothing, and both leave one audit entry', async () => {
  await stack.startReplica()
  await insertJob(stack.sql, 'campaigns.converge', campaign())
  await allDone()
  const [letter] = await parked()
  const id = letter?.id ?? ''
  // The workspace exists in no table here: the audit of a replay may name one that is gone, but not one that never was.
  await stack.sql`update platform.dead_letters set workspace_id = null`
  expect(await replayDeadLetter({ id, by, reason: 'The engine is back' })).toEqual({ replayed: true })
  expect(await replayDeadLetter({ id, by, reason: 'Once more' })).toEqual({ replayed: false })
  await until('it ran again', () => stack.effects().length === 2)
  await allDone()
  const audit = await stack.sql<{ actor_id: string; reason: string }[]>`
    select actor_id, reason from public.audit_log where resource_id = ${id}`
  expect(audit).toEqual([{ actor_id: 'super-admin', reason: 'The engine is back' }])
  expect(await parked()).toHaveLength(1)
})

test('what is no job, or not there, is not replayed', async () => {
  const [row] = await stack.sql<{ id: string }[]>`insert into platform.dead_letters (source, job, payload, error)
    values ('webhook_in', 'n8n', '{}', 'x') returning id`
  await expect(replayDeadLetter({ id: row?.id ?? '', by, reason: 'x' })).rejects.toMatchObject({
    code: 'INVALID_TRANSITION',
  })
  await expect(replayDeadLetter({ id: randomUUID(), by, reason: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('the list pages from new to old', async () => {
  await stack.sql`insert into platform.dead_letters (source, job, payload, error)
    select 'job', 'campaigns.sweep', '{}', n::text from generate_series(1, 5) n`
  const first = await listDeadLetters(ListDeadLettersInput.parse({ limit: 3 }))
  const second = await listDeadLetters(ListDeadLettersInput.parse({ limit: 3, cursor: first.next_cursor }))
  expect([first.items.length, second.items.length, second.next_cursor]).toEqual([3, 2, null])
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(5)
})
