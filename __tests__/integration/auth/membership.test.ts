import { randomUUID } from 'node:crypto'
import { forgetMemberships, membershipOf } from '@/lib/auth/membership'
import type { Session } from '@/lib/auth/session'
import { asPlatform } from '@/lib/db/principals'
import { readCurrentUser } from '@/lib/members/me'
import type { Runtime } from '@/lib/runtime'
import { listWorkspaces } from '@/lib/workspaces/list'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestWorkspace, type TestWorkspace } from '../../helpers/workspace'

let app: Runtime
let acme: TestWorkspace
let globex: TestWorkspace

beforeAll(async () => {
  app = startTestRuntime()
  acme = await createTestWorkspace()
  globex = await createTestWorkspace()
})
afterAll(() => app.close())

const setRole = (userId: string, role: string) =>
  asPlatform('test membership')((trx) =>
    trx.updateTable('workspace_members').set({ role }).where('user_id', '=', userId).execute(),
  )
const sessionOf = (userId: string): Session => ({
  userId,
  email: 'a@example.com',
  name: null,
  kind: 'local',
  superAdmin: false,
})

test('a stranger, a missing workspace and a malformed id are one answer: null', async () => {
  const session = { userId: acme.users.owner }
  for (const id of [globex.id, randomUUID(), 'not-an-id', '']) expect(await membershipOf(session, id)).toBeNull()
})

test('a write sees a demotion at once; a read may be 60 s behind, until told', async () => {
  const session = { userId: acme.users.admin }
  expect((await membershipOf(session, acme.id))?.role).toBe('admin')
  await setRole(acme.users.admin, 'viewer')
  expect((await membershipOf(session, acme.id, { cached: true }))?.role).toBe('admin')
  for (let write = 0; write < 50; write++) expect((await membershipOf(session, acme.id))?.role).toBe('viewer')
  await setRole(acme.users.admin, 'member')
  expect((await membershipOf(session, acme.id, { cached: true }))?.role).toBe('viewer')
  forgetMemberships(acme.users.admin)
  expect((await membershipOf(session, acme.id, { cached: true }))?.role).toBe('member')
})

test('the role of one workspace says nothing in another', async () => {
  await asPlatform('test membership')((trx) =>
    trx
      .insertInto('workspace_members')
      .values({ workspace_id: globex.id, user_id: acme.users.viewer, role: 'admin' })
      .execute(),
  )
  const session = sessionOf(acme.users.viewer)
  expect((await membershipOf(session, acme.id))?.role).toBe('viewer')
  const { workspaces } = await readCurrentUser(session)
  const rights = Object.fromEntries(workspaces.map(({ id, permissions }) => [id, permissions]))
  expect(rights[acme.id]).not.toContain('campaigns.toggle')
  expect(rights[globex.id]).toContain('campaigns.delete')
  const listed = await listWorkspaces(session)
  expect(listed.map(({ id, role, member_count }) => [id, role, member_count]).sort()).toEqual(
    [
      [acme.id, 'viewer', 4],
      [globex.id, 'admin', 5],
    ].sort(),
  )
})

test('a frozen workspace says so, with its reason', async () => {
  await asPlatform('test membership')((trx) =>
    trx
      .updateTable('workspaces')
      .set({ status: 'frozen', frozen_reason: 'spam' })
      .where('id', '=', globex.id)
      .execute(),
  )
  const membership = await membershipOf({ userId: globex.users.owner }, globex.id)
  expect(membership?.workspace).toMatchObject({ status: 'frozen', frozenReason: 'spam' })
  const { workspaces } = await readCurrentUser(sessionOf(globex.users.owner))
  expect(workspaces[0]).toMatchObject({ frozen: true, frozen_reason: 'spam' })
})

test('nobody is a member by being nobody, or a super admin', async () => {
  expect(await listWorkspaces({ userId: '' })).toEqual([])
  expect((await readCurrentUser({ ...sessionOf('super-admin'), superAdmin: true })).workspaces).toEqual([])
})
