import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { POST } from '@/app/api/webhooks/n8n/route'
import type { Runtime } from '@/lib/runtime'
import { ago, type CallbackTenant, createCallbackTenant, look } from '../../helpers/callback-tenant'
import { deliver } from '../../helpers/deliver'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestEngine } from '../../helpers/workspace'

/** Every kind of callback a workflow may send, and what it leaves behind (spec 02 §7.2). */
let runtime: Runtime
let tenant: CallbackTenant

beforeAll(async () => {
  runtime = startTestRuntime({}, await prepareQuietStores())
  tenant = await createCallbackTenant(await createTestEngine('http://127.0.0.1:9', 'no-engine'))
}, 60_000)
afterAll(() => runtime.close())

const ACCEPTED = { accepted: 1, duplicates: 0, rejected: [] }
const DUPLICATE = { accepted: 0, duplicates: 1, rejected: [] }
const say = (type: string, data: object, more: object = {}) =>
  deliver(POST, tenant.key, { id: randomUUID(), type, timestamp: new Date().toISOString(), data, ...more })
const notices = (kind: string) =>
  look(sql<{ title: string; body: string; severity: string; count: number }>`select title, body, severity, count
    from notifications where workspace_id = ${tenant.workspace.id}::uuid and kind = ${kind} order by created_at desc`)
const campaignRow = async (id: string) =>
  (
    await look(
      sql<
        Record<string, unknown>
      >`select status, desired_active, last_error, intent_version from campaigns where id = ${id}::uuid`,
    )
  )[0]
const setCampaign = (id: string, status: string, desired: boolean) =>
  look(sql`update campaigns set status = ${status}, desired_active = ${desired} where id = ${id}::uuid returning id`)

describe('a mail', () => {
  const message_id = `<${randomUUID()}@example.com>`
  const about = () => ({ campaign_id: tenant.campaignId, contact_email: 'lead@example.com', message_id })
  const typesOf = async () =>
    (
      await look(sql<{ event_type: string }>`select e.event_type from email_events e
        join contacts c on c.workspace_id = e.workspace_id and c.id = e.contact_id
        where e.workspace_id = ${tenant.workspace.id}::uuid and c.email = 'lead@example.com' order by e.occurred_at`)
    ).map(({ event_type }) => event_type)

  test('lives its life through the callbacks, each counted once', async () => {
    const { message_id: _, ...who } = about()
    const sent = {
      ...who,
      recipient: 'Lead@example.com',
      email_number: 1,
      sender_email: 'me@sender.example.com',
      message_id,
      sent_at: ago(60),
    }
    const life: [string, object][] = [
      ['email.sent', { ...sent, subject: 'Hello', provider: 'gmail', send_id: randomUUID() }],
      ['email.delivered', { ...about(), delivered_at: ago(59) }],
      ['email.opened', { ...about(), at: ago(50), user_agent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/141' }],
      ['email.clicked', { ...about(), at: ago(49), link_id: 'l1' }],
      [
        'email.replied',
        {
          ...who,
          original_message_id: message_id,
          reply_message_id: '<r@x>',
          replied_at: ago(40),
          reply_snippet: 'y'.repeat(300),
        },
      ],
      ['email.opted_out', { ...about(), method: 'link_click', opted_out_at: ago(30) }],
    ]
    for (const [type, data] of life) expect([type, (await say(type, data)).data]).toEqual([type, ACCEPTED])
    for (const [type, data] of life) expect([type, (await say(type, data)).data]).toEqual([type, DUPLICATE])
    expect(await typesOf()).toEqual(['sent', 'delivered', 'opened', 'clicked', 'replied', 'opted_out'])
    const [stats] =
      await look(sql`select sum(sends)::int as sends, sum(delivered)::int as delivered, sum(opens)::int as opens,
      sum(clicks)::int as clicks, sum(replies)::int as replies, sum(opt_outs)::int as opt_outs from daily_stats
      where workspace_id = ${tenant.workspace.id}::uuid and campaign_id = ${tenant.campaignId}::uuid`)
    expect(stats).toEqual({ sends: 1, delivered: 1, opens: 1, clicks: 1, replies: 1, opt_outs: 1 })
    expect(await notices('opt_out')).toHaveLength(1)
  })

  test('that bounces hard suppresses the address', async () => {
    const data = {
      campaign_id: tenant.campaignId,
      contact_email: 'gone@example.com',
      step: 1,
      bounce_type: 'hard',
      bounce_reason: '5.1.1',
      bounced_at: ago(5),
    }
    expect((await say('email.bounced', data)).data).toEqual(ACCEPTED)
    const rows = await look(sql`select c.status, s.reason from contacts c join suppressions s
      on s.workspace_id = c.workspace_id and s.address_hash = c.email_hash where c.workspace_id = ${tenant.workspace.id}::uuid
      and c.email = 'gone@example.com'`)
    expect(rows).toEqual([{ status: 'bounced', reason: 'hard_bounce' }])
  })
})

describe('money and findings', () => {
  const costs = () =>
    look(sql<{
      cost_micros: number
      idempotency_key: string
      purpose: string
    }>`select cost_micros, idempotency_key, purpose
    from cost_events where workspace_id = ${tenant.workspace.id}::uuid order by created_at`)

  test('a cost is recorded', async () => {
    const data = {
      provider: 'OpenAI',
      model: 'gpt',
      tokens_in: 10,
      tokens_out: 5,
      cost_usd: '0.000123',
      purpose: 'email_generation',
      event_id: 'c-1',
      campaign_id: tenant.campaignId,
    }
    expect((await say('cost.recorded', data)).data).toEqual(ACCEPTED)
    expect(await costs()).toEqual([{ cost_micros: 123, idempotency_key: 'c-1', purpose: 'email_generation' }])
  })

  test('findings go to the contact, the newest win, and their cost counts once on both paths', async () => {
    await say('email.delivered', { contact_email: 'who@example.com', message_id: 'm-who' })
    const cost = { provider: 'anthropic', model: 'claude', cost_micros: 900, item_key: 'run-7-research' }
    const data = {
      contact_email: 'who@example.com',
      company_name: 'ACME',
      summary: 'They make anvils.',
      data_points: { size: 12 },
      completed_at: ago(5),
      cost,
    }
    expect((await say('research.completed', data)).data).toEqual(ACCEPTED)
    expect((await say('research.completed', { ...data, summary: 'Older.', completed_at: ago(9) })).data).toEqual(
      ACCEPTED,
    )
    expect((await say('cost.recorded', { ...cost, purpose: 'company_summarization' })).data).toEqual(DUPLICATE)
    const [row] = await look(sql<{
      research: object
    }>`select research from contacts where workspace_id = ${tenant.workspace.id}::uuid
      and email = 'who@example.com'`)
    expect(row?.research).toMatchObject({
      company_name: 'ACME',
      summary: 'They make anvils.',
      data_points: { size: 12 },
    })
    expect((await costs()).filter(({ idempotency_key }) => idempotency_key === 'run-7-research')).toHaveLength(1)
  })

  test('findings about nobody, or with a price that is none, write nothing', async () => {
    const before = await costs()
    expect((await say('research.completed', { contact_email: 'nobody@example.com', cost: '0.5' })).code).toBe(
      'CONTACT_NOT_FOUND',
    )
    expect((await say('research.completed', { contact_email: 'who@example.com', cost: 'cheap' })).code).toBe(
      'INVALID_INPUT',
    )
    expect(await costs()).toEqual(before)
  })
})

test('drafts are one per step, the newer replaces, an approved one stays', async () => {
  await say('email.delivered', { contact_email: 'draft@example.com', message_id: 'm-draft' })
  const drafts = (subject: string) => ({
    campaign_id: tenant.campaignId,
    contact_email: 'draft@example.com',
    drafts: [1, 2].map((step) => ({ step, subject: `${subject} ${step}`, body: 'Hello' })),
  })
  expect((await say('drafts.ready', drafts('First'))).data).toEqual(ACCEPTED)
  expect((await say('drafts.ready', drafts('First'))).data).toEqual(DUPLICATE)
  await look(
    sql`update email_drafts set status = 'approved' where workspace_id = ${tenant.workspace.id}::uuid and step_number = 1 returning id`,
  )
  expect((await say('drafts.ready', drafts('Second'))).data).toEqual(ACCEPTED)
  const rows = await look(sql`select step_number as step, subject, status from email_drafts
    where workspace_id = ${tenant.workspace.id}::uuid order by 1`)
  expect(rows).toEqual([
    { step: 1, subject: 'First 1', status: 'approved' },
    { step: 2, subject: 'Second 2', status: 'ready' },
  ])
  expect(await notices('drafts_ready')).toMatchObject([{ count: 3 }])
})

describe('a campaign report', () => {
  test('of a start tells, looks at the engine, and turns nothing on', async () => {
    const { id } = await tenant.campaign()
    expect((await say('campaign.started', { campaign_id: id, total_contacts: 40 })).data).toEqual(ACCEPTED)
    expect(await campaignRow(id)).toMatchObject({ status: 'paused', desired_active: false, intent_version: 0 })
    expect(await notices('campaign_started')).toEqual([])
    const jobs = await look(sql`select job from platform.outbox where dedupe_key = ${`report-${id}`}`)
    expect(jobs).toEqual([{ job: 'sync.workflow' }])
    await setCampaign(id, 'active', true)
    await say('campaign.started', { campaign_id: id, total_contacts: 40 })
    expect(await notices('campaign_started')).toHaveLength(1)
  })

  test('of an end is held against our own count', async () => {
    const { id } = await tenant.campaign()
    await setCampaign(id, 'active', true)
    await say('campaign.completed', { campaign_id: id, total_sent: 1 })
    expect(await campaignRow(id)).toMatchObject({ status: 'active', desired_active: true })
    expect((await notices('campaign_completed'))[0]).toMatchObject({ severity: 'warning' })
    await say('email.sent', {
      campaign_id: id,
      contact_email: 'end@example.com',
      step: 1,
      message_id: 'm-end',
      sent_at: ago(3),
    })
    await say('campaign.completed', { campaign_id: id, total_sent: 1 })
    expect(await campaignRow(id)).toMatchObject({ status: 'completed', desired_active: false, intent_version: 1 })
  })

  test('of an error stops an active one urgently; a pause stays a pause', async () => {
    const { id } = await tenant.campaign()
    const error = { campaign_id: id, error_type: 'smtp_auth', error_message: 'Bad password', failed_at: ago(1) }
    await say('campaign.error', error)
    expect(await campaignRow(id)).toMatchObject({ status: 'paused', last_error: null })
    await setCampaign(id, 'active', true)
    await say('campaign.error', error)
    expect(await campaignRow(id)).toMatchObject({ status: 'error', last_error: 'smtp_auth: Bad password' })
    expect(await notices('campaign_error')).toMatchObject([{ severity: 'urgent', count: 2 }])
  })
})

describe('a run', () => {
  const runs = (workflowId: string) =>
    look(sql<{
      status: string
      total: number
      ok: number
      failed: number
    }>`select e.status, w.total_executions as total,
    w.successful_executions as ok, w.failed_executions as failed from campaign_executions e join platform.engine_workflows w on w.id = e.engine_workflow_id
    where w.n8n_workflow_id = ${workflowId}`)

  test.each([[['execution.started', 'execution.completed']], [['execution.completed', 'execution.started']]])(
    'that is pushed as %j counts once and stays ended',
    async (order) => {
      const { workflowId } = await tenant.campaign()
      for (const type of order)
        await say(type, { execution_id: '77', workflow_id: workflowId, at: ago(1), duration_ms: 5_000 })
      expect(await runs(workflowId)).toEqual([{ status: 'succeeded', total: 1, ok: 1, failed: 0 }])
    },
  )

  test('that failed says why; one of an unlinked workflow is refused', async () => {
    const { workflowId } = await tenant.campaign()
    await say('execution.failed', { execution_id: 78, workflow_id: workflowId, error: { message: 'Boom' } })
    expect(await runs(workflowId)).toMatchObject([{ status: 'failed', failed: 1 }])
    expect((await say('execution.failed', { execution_id: 79, workflow_id: 'nobody' })).code).toBe('CAMPAIGN_NOT_FOUND')
  })

  test('errors of a workflow are told after the third', async () => {
    const { workflowId } = await tenant.campaign()
    for (let n = 1; n <= 4; n += 1) {
      await say('workflow.error', {
        workflow_id: workflowId,
        node: 'Gmail',
        message: `Failure ${n}`,
        execution_id: String(n),
      })
      expect((await notices('workflow_error')).map(({ count }) => count)).toEqual(n < 3 ? [] : [n - 2])
    }
    const open = await look(
      sql`select error_message from platform.sync_failures where workspace_id = ${tenant.workspace.id}::uuid and resolved_at is null`,
    )
    expect(open).toEqual([{ error_message: 'Gmail: Failure 4' }])
  })
})

describe('the door', () => {
  test('takes a mixed batch, item by item', async () => {
    const { workflowId } = await tenant.campaign()
    const batch = [
      {
        type: 'email.sent',
        data: { campaign_id: tenant.campaignId, contact_email: 'mix@example.com', step: 1, message_id: 'm-mix' },
      },
      { type: 'execution.started', data: { execution_id: '5', workflow_id: workflowId } },
      { type: 'campaign.deleted', data: {} },
      { type: 'cost.recorded', data: { provider: 'x', cost_micros: 1, event_id: 'mix' } },
      'nonsense',
      { type: 'email.opened', workspace_id: randomUUID(), data: { contact_email: 'mix@example.com' } },
    ]
    const id = `msg_${randomUUID()}`
    const { data } = await deliver(POST, tenant.key, batch, { id })
    expect(data).toMatchObject({ accepted: 3, duplicates: 0 })
    expect(data.rejected.map(({ index, code }) => `${index} ${code}`)).toEqual([
      ...['2 INVALID_INPUT', '4 INVALID_INPUT', '5 WORKSPACE_MISMATCH'],
    ])
    expect((await deliver(POST, tenant.key, batch, { id })).data).toMatchObject({ accepted: 0, duplicates: 3 })
  })

  test.each([
    ['email.opted_out', { contact_email: 'old@example.com', method: 'link_click' }],
    ['email', { event_type: 'opt_out', contact_email: 'old2@example.com' }],
  ])('takes the bare data of an older path, of type %s', async (type, data) => {
    expect((await deliver(POST, tenant.key, data, { query: `?type=${type}` })).data).toEqual(ACCEPTED)
  })

  test('takes 500 and no more', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        type: 'email.sent',
        data: { contact_email: `f${n}@example.com`, message_id: `f-${n}` },
      }))
    expect((await deliver(POST, tenant.key, many(500))).data.accepted).toBe(500)
    expect((await deliver(POST, tenant.key, many(501))).code).toBe('INVALID_INPUT')
    expect((await deliver(POST, tenant.key, `"${'x'.repeat(256 * 1024)}"`)).code).toBe('PAYLOAD_TOO_LARGE')
  })
})
