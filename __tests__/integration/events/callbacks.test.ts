import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { ago, look } from '../../helpers/callback-tenant'
import { ACCEPTED, DUPLICATE, withCallbacks } from './callback-stage'

/** What callbacks about mails, money, findings and drafts leave behind (spec 02 §7.2). */
const { tenant, say, notices } = withCallbacks()

describe('a mail', () => {
  const message_id = `<${randomUUID()}@example.com>`
  const about = () => ({ campaign_id: tenant().campaignId, contact_email: 'lead@example.com', message_id })
  const typesOf = async () =>
    (
      await look(sql<{ event_type: string }>`select e.event_type from email_events e
        join contacts c on c.workspace_id = e.workspace_id and c.id = e.contact_id
        where e.workspace_id = ${tenant().workspace.id}::uuid and c.email = 'lead@example.com' order by e.occurred_at`)
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
      where workspace_id = ${tenant().workspace.id}::uuid and campaign_id = ${tenant().campaignId}::uuid`)
    expect(stats).toEqual({ sends: 1, delivered: 1, opens: 1, clicks: 1, replies: 1, opt_outs: 1 })
    expect(await notices('opt_out')).toHaveLength(1)
  })

  test('that bounces hard suppresses the address', async () => {
    const data = {
      campaign_id: tenant().campaignId,
      contact_email: 'gone@example.com',
      step: 1,
      bounce_type: 'hard',
      bounce_reason: '5.1.1',
      bounced_at: ago(5),
    }
    expect((await say('email.bounced', data)).data).toEqual(ACCEPTED)
    const rows = await look(sql`select c.status, s.reason from contacts c join suppressions s
      on s.workspace_id = c.workspace_id and s.address_hash = c.email_hash where c.workspace_id = ${tenant().workspace.id}::uuid
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
    from cost_events where workspace_id = ${tenant().workspace.id}::uuid order by created_at`)

  test('a cost is recorded', async () => {
    const data = {
      provider: 'OpenAI',
      model: 'gpt',
      tokens_in: 10,
      tokens_out: 5,
      cost_usd: '0.000123',
      purpose: 'email_generation',
      event_id: 'c-1',
      campaign_id: tenant().campaignId,
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
    }>`select research from contacts where workspace_id = ${tenant().workspace.id}::uuid
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
    campaign_id: tenant().campaignId,
    contact_email: 'draft@example.com',
    drafts: [1, 2].map((step) => ({ step, subject: `${subject} ${step}`, body: 'Hello' })),
  })
  expect((await say('drafts.ready', drafts('First'))).data).toEqual(ACCEPTED)
  expect((await say('drafts.ready', drafts('First'))).data).toEqual(DUPLICATE)
  await look(
    sql`update email_drafts set status = 'approved' where workspace_id = ${tenant().workspace.id}::uuid and step_number = 1 returning id`,
  )
  expect((await say('drafts.ready', drafts('Second'))).data).toEqual(ACCEPTED)
  const rows = await look(sql`select step_number as step, subject, status from email_drafts
    where workspace_id = ${tenant().workspace.id}::uuid order by 1`)
  expect(rows).toEqual([
    { step: 1, subject: 'First 1', status: 'approved' },
    { step: 2, subject: 'Second 2', status: 'ready' },
  ])
  expect(await notices('drafts_ready')).toMatchObject([{ count: 3 }])
})
