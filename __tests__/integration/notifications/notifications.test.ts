import { setTimeout as sleep } from 'node:timers/promises'
import { asPlatform, asWorkspace } from '@/lib/db/principals'
import { dismissNotifications } from '@/lib/notifications/dismiss'
import { listNotifications } from '@/lib/notifications/list'
import { markNotifications } from '@/lib/notifications/mark'
import { type Notice, notify } from '@/lib/notifications/notify'
import { NotificationsQuery } from '@/lib/notifications/schemas'
import type { Runtime } from '@/lib/runtime'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestWorkspace, type TestWorkspace, userCtx } from '../../helpers/workspace'

let started: Runtime
let workspace: TestWorkspace
beforeAll(() => {
  started = startTestRuntime()
})
beforeEach(async () => {
  workspace = await createTestWorkspace()
})
afterAll(() => started.close())

const query = (input: Record<string, unknown> = {}) => NotificationsQuery.parse(input)
const reply: Notice = { kind: 'reply_received', category: 'campaign', title: 'New reply', body: 'Latest: Anna' }
const tell = async (notice: Partial<Notice> = {}, to = workspace) =>
  (await asWorkspace(to.id)((trx) => notify(trx, to.id, { ...reply, ...notice }))).id
const seenBy = async (role: 'owner' | 'viewer', input = {}) => listNotifications(userCtx(workspace, role), query(input))

describe('a notice', () => {
  it('is everybody’s, or one person’s when it names one', async () => {
    const all = await tell()
    const own = await tell({ userId: workspace.users.owner })
    expect((await seenBy('owner')).items.map(({ id }) => id)).toEqual([own, all])
    expect((await seenBy('viewer')).items.map(({ id }) => id)).toEqual([all])
  })

  it('of the same key is the same notice: counted on, replaced, newest, and unread again', async () => {
    const first = await tell({ dedupeKey: 'reply:1' })
    await tell()
    await markNotifications(userCtx(workspace, 'owner'), { all: true, read: true })
    await dismissNotifications(userCtx(workspace, 'viewer'), { ids: [first] })
    expect(await tell({ dedupeKey: 'reply:1', body: 'Latest: Tom', times: 3 })).toBe(first)
    const { items, unread } = await seenBy('owner')
    expect(items[0]).toMatchObject({ id: first, count: 4, body: 'Latest: Tom', read_at: null })
    expect(unread).toBe(1)
    expect((await seenBy('viewer')).items[0]?.id).toBe(first)
  })

  it('of an aborted transaction never was', async () => {
    const failed = asWorkspace(workspace.id)(async (trx) => {
      await notify(trx, workspace.id, reply)
      throw new Error('aborted')
    })
    await expect(failed).rejects.toThrow()
    expect((await seenBy('owner')).items).toEqual([])
  })

  it.each(['//evil.example.com', 'https://evil.example.com', '/\\evil.example.com'])('never leads to %s', (link) =>
    expect(tell({ link })).rejects.toMatchObject({ code: 'INVALID_INPUT' }),
  )
})

describe('the list', () => {
  it('walks every notice exactly once, whatever the page size, and counts unread in all of them', async () => {
    // Notices of one millisecond have no order to assert.
    for (let i = 0; i < 23; i += 1) {
      await tell({ title: `Notice ${i}` })
      await sleep(2)
    }
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await seenBy('viewer', { limit: 7, cursor })
      expect(page.unread).toBe(23)
      seen.push(...page.items.map(({ title }) => title))
      cursor = page.next_cursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(Array.from({ length: 23 }, (_, i) => `Notice ${22 - i}`))
  })

  it('can be narrowed to a category and to what is unread', async () => {
    const billing = await tell({ category: 'billing' })
    const read = await tell()
    await markNotifications(userCtx(workspace, 'owner'), { ids: [read], read: true })
    expect((await seenBy('owner', { category: 'billing' })).items.map(({ id }) => id)).toEqual([billing])
    expect((await seenBy('owner', { unread: 'true' })).items.map(({ id }) => id)).toEqual([billing])
    expect((await seenBy('owner', { unread: 'false' })).items.map(({ id }) => id)).toEqual([read])
  })

  it('refuses a page link that was altered', () =>
    expect(seenBy('owner', { cursor: 'e30' })).rejects.toMatchObject({ code: 'INVALID_CURSOR' }))
})

describe('marking and dismissing', () => {
  it('is each person’s own', async () => {
    const id = await tell()
    expect(await markNotifications(userCtx(workspace, 'owner'), { ids: [id], read: true })).toEqual({ updated: 1 })
    expect((await seenBy('owner')).unread).toBe(0)
    expect((await seenBy('viewer')).unread).toBe(1)
    expect(await dismissNotifications(userCtx(workspace, 'owner'), { ids: [id] })).toEqual({ deleted: 1 })
    expect((await seenBy('owner')).items).toEqual([])
    expect((await seenBy('viewer')).items).toHaveLength(1)
  })

  it('a second time changes nothing', async () => {
    const id = await tell()
    const ctx = userCtx(workspace)
    await markNotifications(ctx, { ids: [id], read: true })
    expect(await markNotifications(ctx, { ids: [id], read: true })).toEqual({ updated: 0 })
    expect(await markNotifications(ctx, { ids: [id], read: false })).toEqual({ updated: 1 })
    await dismissNotifications(ctx, { all: true })
    expect(await dismissNotifications(ctx, { ids: [id] })).toEqual({ deleted: 0 })
  })

  it('cannot reach another person’s notice or another tenant’s', async () => {
    const stranger = await createTestWorkspace()
    const ids = [await tell({ userId: workspace.users.owner }), await tell({}, stranger)]
    const viewer = userCtx(workspace, 'viewer')
    expect(await markNotifications(viewer, { ids, read: true })).toEqual({ updated: 0 })
    expect(await dismissNotifications(viewer, { ids })).toEqual({ deleted: 0 })
    expect(await dismissNotifications(viewer, { all: true })).toEqual({ deleted: 0 })
    const reads = await asPlatform('test witness')((trx) =>
      trx.selectFrom('notification_reads').selectAll().where('notification_id', 'in', ids).execute(),
    )
    expect(reads).toEqual([])
  })
})
