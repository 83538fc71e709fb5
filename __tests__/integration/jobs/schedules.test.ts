import { until } from '../../helpers/stack-process'
import { type OwnStack, startOwnStack } from './own-stack'

jest.setTimeout(90_000)
let stack: OwnStack

beforeAll(async () => {
  stack = await startOwnStack()
})
afterEach(() => stack.reset())
afterAll(() => stack.close())

const runsOf = (name: string) => stack.effects().filter(({ job }) => job === name).length
const periodic = ['sync.active', 'sync.full', 'sync.executions', 'sync.retry', 'retention.purge', 'stats.verify']

test('two replicas run each period of a schedule once, and restarts do not start it over', async () => {
  await Promise.all([stack.startReplica({ SCHEDULES_MS: '500' }), stack.startReplica({ SCHEDULES_MS: '500' })])
  await until('the second period', () => runsOf('campaigns.sweep') >= 2, 20_000)
  for (const name of periodic) expect([name, runsOf(name)]).toEqual([name, 1])
  await stack.stopReplicas()
  await stack.startReplica({ SCHEDULES_MS: '500' })
  await until('the third period', () => runsOf('campaigns.sweep') >= 3, 20_000)
  expect(runsOf('campaigns.sweep')).toBe(3)
  for (const name of periodic) expect([name, runsOf(name)]).toEqual([name, 1])
})

test('schedules return after Redis lost them', async () => {
  await stack.startReplica({ SCHEDULES_MS: '500' })
  await until('they ran', () => runsOf('sync.full') === 1)
  await stack.redis.flushall()
  await until('they ran again', () => runsOf('sync.full') === 2)
})
