import { randomUUID } from 'node:crypto'
import type { Sql, TransactionSql } from 'postgres'
import { POST } from '@/app/api/events/route'
import type { Runtime } from '@/lib/runtime'
import { deliver } from '../../helpers/deliver'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { until } from '../../helpers/stack-process'
import { createTestWorkspace, type TestWorkspace } from '../../helpers/workspace'
import { createWebhookKey } from '../../security/deliveries'
import { connectOwner, createCampaign, keyOf, type MailInput, readEvents, recordMail, waiting } from './mail'

/** Rows that others write at the same moment, and events that share their key with one that is refused. */
let runtime: Runtime
let owner: Sql
let workspace: TestWorkspace
let campaign: string
beforeAll(async () => {
  const stores = await prepareQuietStores()
  runtime = startTestRuntime({}, stores)
  owner = connectOwner(stores)
}, 60_000)
beforeEach(async () => {
  workspace = await createTestWorkspace()
  campaign = await createCampaign(workspace)
})
afterAll(async () => {
  await owner.end()
  await runtime.close()
})

const mail = (type: string, more: Partial<MailInput> = {}): MailInput => ({
  ...{ type, contact: 'kim@example.com', campaign, step: 1, at: new Date(Date.now() - 60_000) },
  ...more,
})
const contacts = () =>
  owner<{ email: string; status: string }[]>`select email, status from contacts
    where workspace_id = ${workspace.id} order by email`

/** Records while another transaction changes rows; that one commits as soon as the recording waits for it. */
async function recordAgainst(change: (sql: TransactionSql) => Promise<unknown>, mails: MailInput[]) {
  let recorded: ReturnType<typeof recordMail> | undefined
  await owner.begin(async (held) => {
    await change(held)
    recorded = recordMail(workspace.id, mails)
    await until('it waits for the other', async () => (await waiting()) > 0, 5_000)
  })
  return recorded
}

describe('while somebody else writes', () => {
  test('to the contact, an opt-out still changes its state and leaves its trace', async () => {
    await recordMail(workspace.id, [mail('sent')])
    await recordAgainst(
      (sql) => sql`update contacts set company = 'Acme' where workspace_id = ${workspace.id}`,
      [mail('opted_out')],
    )
    expect(await contacts()).toEqual([{ email: 'kim@example.com', status: 'opted_out' }])
    expect(
      await owner`select action from audit_log where workspace_id = ${workspace.id} and action = 'contact.opted_out'`,
    ).toHaveLength(1)
  })

  test('to the mail, a bounce is still marked on it', async () => {
    await recordMail(workspace.id, [mail('sent')])
    await recordAgainst(
      (sql) => sql`update sends set provider = 'smtp' where workspace_id = ${workspace.id}`,
      [mail('bounced', { bounce: 'soft' })],
    )
    expect(
      await owner`select bounced_at is not null as marked from sends where workspace_id = ${workspace.id}`,
    ).toEqual([{ marked: true }])
  })
})

describe('events of one key in a batch', () => {
  test('the same twice in a delivery: the first is recorded', async () => {
    const signed = await createWebhookKey({ workspaceId: workspace.id })
    const common = { event_type: 'sent', contact_email: 'kim@example.com', campaign_id: campaign, step: 1 }
    const event = (subject: string, provider_event_id: string) => ({ ...common, subject, provider_event_id })
    const { data } = await deliver(POST, signed, [event('First', 'a'), event('Again', 'a'), event('Other', 'b')])
    expect(data).toEqual({ accepted: 2, duplicates: 1, rejected: [] })
    const kept = await owner`select subject from email_events where workspace_id = ${workspace.id} order by subject`
    expect(kept.map(({ subject }) => subject)).toEqual(['First', 'Other'])
  })

  const key = keyOf('same')
  test('the one that can be recorded is, also behind one that is refused', async () => {
    const answer = await recordMail(workspace.id, [
      mail('sent', { key, campaign: randomUUID() }),
      mail('sent', { key }),
      mail('sent', { key }),
    ])
    expect(answer).toMatchObject({ accepted: 1, duplicates: [3], rejected: [{ i: 1, code: 'CAMPAIGN_NOT_FOUND' }] })
  })

  test('one that is known already is a duplicate, whatever else it names now', async () => {
    await recordMail(workspace.id, [mail('sent', { key })])
    const answer = await recordMail(workspace.id, [
      mail('sent', { key, campaign: randomUUID() }),
      mail('sent', { key, contact: 'stranger@example.com' }),
    ])
    expect(answer).toMatchObject({ accepted: 0, rejected: [] })
    expect(answer.duplicates.toSorted()).toEqual([1, 2])
    expect(await contacts()).toHaveLength(1)
  })

  test('a stranger is made for an event that is recorded, not for its repetition nor for one that is refused', async () => {
    const answer = await recordMail(workspace.id, [
      mail('sent', { key }),
      mail('sent', { key, contact: 'second@example.com' }),
      mail('sent', { contact: 'third@example.com', campaign: randomUUID() }),
    ])
    expect(answer).toMatchObject({ accepted: 1, duplicates: [2], rejected: [{ i: 3, code: 'CAMPAIGN_NOT_FOUND' }] })
    expect((await contacts()).map(({ email }) => email)).toEqual(['kim@example.com'])
    expect(await readEvents(workspace.id)).toHaveLength(1)
  })
})
