import { checkDeadLetters } from '@/lib/jobs/dead-letter-alarm'
import { type Runtime, runtime } from '@/lib/runtime'
import { type OwnStack, startOwnRuntime, startOwnStack } from './own-stack'

let stack: OwnStack
let started: Runtime
beforeAll(async () => {
  stack = await startOwnStack()
  started = startOwnRuntime(stack)
}, 60_000)
afterAll(async () => {
  await started.close()
  await stack.close()
})

describe('the alarm', () => {
  const checks = () => stack.sql`select status, (details ->> 'open')::int as open from platform.health_checks
    where scope = 'dead_letters' order by checked_at`
  const write = (
    count: number,
    age: string,
  ) => stack.sql`insert into platform.dead_letters (source, job, payload, error, created_at)
    select 'job', 'alarm.test', '{}', 'x', now() - ${age}::interval from generate_series(1, ${count})`
  const clear = async () => {
    await stack.sql`truncate platform.dead_letters`
    await stack.sql`delete from platform.health_checks where scope = 'dead_letters'`
  }
  beforeEach(clear)

  test.each([
    [100, '23 hours', 'ok'],
    [101, '1 minute', 'critical'],
    [1, '25 hours', 'critical'],
  ])('of %i open letters of %s says %s', async (count, age, status) => {
    await write(count, age)
    expect(await checkDeadLetters(runtime().log)).toMatchObject({ status, open: count })
    expect(await checks()).toEqual([{ status, open: count }])
  })

  test('is raised when it begins, again an hour later, and ends when they are dealt with', async () => {
    const check = () => checkDeadLetters(runtime().log)
    await write(101, '1 minute')
    await check()
    await check()
    expect(await checks()).toHaveLength(1)
    await stack.sql`update platform.health_checks set checked_at = now() - interval '61 minutes' where scope = 'dead_letters'`
    await check()
    expect(await checks()).toHaveLength(2)
    await stack.sql`update platform.dead_letters set status = 'discarded'`
    await check()
    expect((await checks()).map(({ status }) => status)).toEqual(['critical', 'critical', 'ok'])
  })
})
