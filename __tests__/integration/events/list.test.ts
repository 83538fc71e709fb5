import { randomUUID } from 'node:crypto'
import { asPlatform } from '@/lib/db/principals'
import { listEvents } from '@/lib/events/list'
import { EventsQuery } from '@/lib/events/schemas'
import type { Runtime } from '@/lib/runtime'
import { startTestRuntime } from '../../helpers/runtime'
import { type TestWorkspace, userCtx } from '../../helpers/workspace'
import { createCampaign, createSender, createWorkspaceIn, insertEvents } from '../metrics/facts'

let started: Runtime
let workspace: TestWorkspace
let ids: { campaign: string; sender: string; contact: string }
beforeAll(async () => {
  started = startTestRuntime()
  workspace = await createWorkspaceIn('America/New_York')
  const contact = await asPlatform('test contact')((trx) =>
    trx
      .insertInto('contacts')
      .values({
        workspace_id: workspace.id,
        email: 'anna@example.com',
        email_hash: Buffer.alloc(32, 1),
        first_name: 'Anna',
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  ids = {
    campaign: await createCampaign(workspace, 'Rows'),
    sender: await createSender(workspace, 'me@example.com', 'gmail'),
    contact: contact.id,
  }
  await insertEvents(workspace, [
    { type: 'sent', at: '2026-05-01T23:30:00', ...ids, step: 2, tracking: 'all' },
    { type: 'opened', at: '2026-05-02T08:00:00', ...ids, step: 2, actor: 'machine' },
    { type: 'opened', at: '2026-05-02T08:00:00', ...ids, step: 2, first: true },
    { type: 'replied', at: '2026-05-03T00:00:00', contact: ids.contact, reply: 'positive', first: true },
    { type: 'sent', at: '2026-05-02T09:00:00', sandbox: true },
    { type: 'bounced', at: '2026-05-02T10:00:00', bounce: 'hard', contact: randomUUID() },
  ])
})
afterAll(() => started.close())

const list = (input: Record<string, unknown>) => listEvents(userCtx(workspace, 'viewer'), EventsQuery.parse(input))
const typesOf = async (input: Record<string, unknown>) => (await list(input)).items.map(({ event_type }) => event_type)
const MAY = { start: '2026-05-01', end: '2026-05-31' }

test('rows are newest first, named, of the local day, without sandbox', async () => {
  const { items, next_cursor } = await list(MAY)
  expect(items.map(({ event_type, day }) => [event_type, day])).toEqual([
    ...[
      ['replied', '2026-05-03'],
      ['bounced', '2026-05-02'],
      ['opened', '2026-05-02'],
      ['opened', '2026-05-02'],
    ],
    ['sent', '2026-05-01'],
  ])
  expect(next_cursor).toBeNull()
  expect(items.at(-1)).toMatchObject({
    ...{ occurred_at: '2026-05-02T03:30:00.000Z', step: 2, is_first: false, actor_class: 'human', bounce_type: null },
    campaign: { id: ids.campaign, name: 'Rows' },
    contact: { id: ids.contact, email: 'anna@example.com', name: 'Anna' },
    sender: { id: ids.sender, email: 'me@example.com' },
  })
  expect(items[0]).toMatchObject({ campaign: null, sender: null, step: null, reply_class: 'positive' })
  expect(items[1]?.contact).toMatchObject({ email: null, name: null })
})

test('a day holds what happened by the clocks of the workspace', async () => {
  expect(await typesOf({ start: '2026-05-01', end: '2026-05-01' })).toEqual(['sent'])
  expect(await typesOf({ start: '2026-05-03', end: '2026-05-03' })).toEqual(['replied'])
})

test('every filter narrows, alone and together', async () => {
  expect(await typesOf({ ...MAY, event_type: 'opened' })).toHaveLength(2)
  expect(await typesOf({ ...MAY, event_type: 'opened', actor_class: 'machine' })).toHaveLength(1)
  expect(await typesOf({ ...MAY, campaign_id: ids.campaign })).toHaveLength(3)
  expect(await typesOf({ ...MAY, contact_id: ids.contact })).toHaveLength(4)
  expect(await typesOf({ ...MAY, sender_id: ids.sender, step: '2', event_type: 'sent' })).toEqual(['sent'])
  expect(await typesOf({ ...MAY, step: '3' })).toEqual([])
})

test('pages of any size give every row once, though two happened in the same instant', async () => {
  for (const limit of [1, 2, 3]) {
    const seen: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof list>> = await list({ ...MAY, limit, ...(cursor && { cursor }) })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next_cursor
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5])
  }
})
