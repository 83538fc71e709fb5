import { randomUUID } from 'node:crypto'
import type { Session } from '@/lib/auth/session'
import { asPlatform } from '@/lib/db/principals'
import { readCurrentUser } from '@/lib/members/me'
import type { DashboardLayout } from '@/lib/members/schemas'
import { updateCurrentUser } from '@/lib/members/update-me'
import type { Runtime } from '@/lib/runtime'
import { startTestRuntime } from '../../helpers/runtime'

let app: Runtime
beforeAll(() => {
  app = startTestRuntime()
})
afterAll(() => app.close())

const person = (): Session => ({
  userId: `test-${randomUUID()}`,
  email: 'a@example.com',
  name: null,
  kind: 'local',
  superAdmin: false,
})
const layout = (order: string[]): DashboardLayout => ({
  version: 1,
  order,
  hidden: ['campaign-stats'],
  collapsed: [],
  extra_tiles: ['opens'],
})

test('an arrangement is kept, read back and replaced by the next one', async () => {
  const session = person()
  expect(await readCurrentUser(session)).toMatchObject({ dashboard_layout: null, layout_updated_at: null })
  const first = await updateCurrentUser(session, { layout: layout(['metrics']) })
  expect(first.dashboard_layout).toEqual(layout(['metrics']))
  const second = await updateCurrentUser(session, { layout: layout(['campaign-pulse', 'metrics']) })
  expect(second.dashboard_layout?.order).toEqual(['campaign-pulse', 'metrics'])
  expect(Date.parse(second.layout_updated_at ?? '')).toBeGreaterThanOrEqual(Date.parse(first.layout_updated_at ?? ''))
  expect((await readCurrentUser(session)).dashboard_layout).toEqual(second.dashboard_layout)
})

test("one person's arrangement is nobody else's", async () => {
  const [ana, ben] = [person(), person()]
  await updateCurrentUser(ana, { layout: layout(['metrics']) })
  expect((await readCurrentUser(ben)).dashboard_layout).toBeNull()
})

test('what a deleted account is told leaves no trace', async () => {
  const session = person()
  await asPlatform('test deleted person')((trx) =>
    trx.insertInto('user_settings').values({ user_id: session.userId, deleted_at: new Date().toISOString() }).execute(),
  )
  await updateCurrentUser(session, { layout: layout(['metrics']) })
  expect((await readCurrentUser(session)).dashboard_layout).toBeNull()
})

test('an arrangement of another shape, as an older version may have left, reads as none', async () => {
  const session = person()
  await asPlatform('test odd layout')((trx) =>
    trx
      .insertInto('user_settings')
      .values({ user_id: session.userId, dashboard_layout: { version: 0 } })
      .execute(),
  )
  expect((await readCurrentUser(session)).dashboard_layout).toBeNull()
})
