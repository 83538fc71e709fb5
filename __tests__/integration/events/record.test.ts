import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { POST } from '@/app/api/events/route'
import { hashAddress } from '@/lib/credentials/address-hash'
import { asPlatform } from '@/lib/db/principals'
import type { Runtime } from '@/lib/runtime'
import { deliver } from '../../helpers/deliver'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestWorkspace, type TestWorkspace } from '../../helpers/workspace'
import { createWebhookKey, type WebhookKey } from '../../security/deliveries'

let runtime: Runtime
let workspace: TestWorkspace
let key: WebhookKey

beforeAll(async () => {
  runtime = startTestRuntime({}, await prepareQuietStores())
  workspace = await createTestWorkspace()
  key = await createWebhookKey({ workspaceId: workspace.id })
}, 60_000)
afterAll(() => runtime.close())

const createCampaign = (name: string): Promise<string> =>
  asPlatform('test campaign')(async (trx) => {
    const row = { workspace_id: workspace.id, name, created_by: workspace.users.owner }
    const { id } = await trx.insertInto('campaigns').values(row).returning('id').executeTakeFirstOrThrow()
    return id
  })

const totals = async (campaignId: string) => {
  const { rows } = await asPlatform('test witness')((trx) =>
    sql<Record<string, number>>`select coalesce(sum(sends), 0)::int as sends, coalesce(sum(opens), 0)::int as opens,
      coalesce(sum(opens_machine), 0)::int as opens_machine, coalesce(sum(clicks), 0)::int as clicks,
      coalesce(sum(replies), 0)::int as replies, coalesce(sum(opt_outs), 0)::int as opt_outs,
      coalesce(sum(bounces_hard), 0)::int as bounces_hard from daily_stats
      where workspace_id = ${workspace.id}::uuid and campaign_id = ${campaignId}::uuid`.execute(trx),
  )
  return rows[0]
}
const contact = async (email: string) => {
  const { rows } = await asPlatform('test witness')((trx) =>
    sql<Record<string, unknown>>`select c.status,
      (select reason from suppressions s where s.workspace_id = c.workspace_id and s.address_hash = c.email_hash) as suppressed,
      (select concat_ws(' ', e.status, e.current_step) from enrollments e
        where e.workspace_id = c.workspace_id and e.contact_id = c.id) as enrollment
      from contacts c where c.workspace_id = ${workspace.id}::uuid and c.email = ${email}`.execute(trx),
  )
  return rows[0]
}
/** Puts somebody whom no event has named yet into a campaign. */
const enroll = async (campaign_id: string, email: string) =>
  asPlatform('test enrollment')(async (trx) => {
    const of = { workspace_id: workspace.id }
    const email_hash = Buffer.from(hashAddress(workspace.id, email), 'hex')
    const contact = await trx
      .insertInto('contacts')
      .values({ ...of, email, email_hash })
      .returning('id')
      .execute()
    await trx
      .insertInto('enrollments')
      .values(contact.map(({ id }) => ({ ...of, campaign_id, contact_id: id })))
      .execute()
  })
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
const mail = (campaign_id: string, contact_email: string) => {
  const of = { campaign_id, contact_email, step: 1, provider_message_id: `<${randomUUID()}@example.com>` }
  return (event_type: string, minutes: number, more: object = {}) => ({
    ...{ ...of, event_type, event_ts: ago(minutes) },
    ...more,
  })
}

describe('events through their door', () => {
  test('one event makes its contact, its send and its figures, once', async () => {
    const campaign = await createCampaign('Once')
    const event = mail(campaign, 'Once@Example.com')('sent', 60, { sender_email: 'me@sender.example.com' })
    const first = await deliver(POST, key, event)
    expect([first.status, first.data]).toEqual([200, { accepted: 1, duplicates: 0, rejected: [] }])
    expect((await deliver(POST, key, event)).data).toEqual({ accepted: 0, duplicates: 1, rejected: [] })
    expect(await totals(campaign)).toMatchObject({ sends: 1 })
    expect(await contact('once@example.com')).toMatchObject({ status: 'active', enrollment: null })
  })

  test('who is enrolled stands at the step last sent; no event enrolls anybody', async () => {
    const campaign = await createCampaign('Enrolled')
    await enroll(campaign, 'in@example.com')
    const seen = [(await contact('in@example.com'))?.enrollment]
    for (const step of [2, 1, 3]) {
      await deliver(POST, key, mail(campaign, 'in@example.com')('sent', 60 - step, { step }))
      seen.push((await contact('in@example.com'))?.enrollment)
    }
    await deliver(POST, key, mail(campaign, 'in@example.com')('replied', 5))
    expect([...seen, (await contact('in@example.com'))?.enrollment]).toEqual([
      ...['pending 0', 'active 2', 'active 2', 'active 3', 'replied 3'],
    ])
  })

  test('text of any kind arrives as it was written', async () => {
    const campaign = await createCampaign('Text')
    const subjects = ['"quoted"', 'back\\slash', '{a,b}', 'null', ' ', 'line\nbreak\ttab', '\u{1F600} ümläut', "it's"]
    const batch = subjects.map((subject, n) => ({
      ...mail(campaign, `text${n}@example.com`)('sent', 60, { subject }),
      metadata: { type: 'a "type"', n, nested: { list: [subject] } },
    }))
    expect((await deliver(POST, key, batch)).data.accepted).toBe(subjects.length)
    const { rows } = await asPlatform('test witness')((trx) =>
      sql`select e.subject, e.metadata from email_events e where e.workspace_id = ${workspace.id}::uuid
        and e.campaign_id = ${campaign}::uuid order by (e.metadata ->> 'n')::int`.execute(trx),
    )
    expect(rows).toEqual(batch.map(({ metadata }, n) => ({ subject: subjects[n], metadata })))
  })

  test('a delivery sent again with the same id and another body changes nothing', async () => {
    const campaign = await createCampaign('Same id')
    const id = `msg_${randomUUID()}`
    await deliver(POST, key, mail(campaign, 'a@same.example.com')('sent', 60), { id })
    const again = await deliver(POST, key, mail(campaign, 'b@same.example.com')('sent', 60), { id })
    expect(again.data).toEqual({ accepted: 0, duplicates: 1, rejected: [] })
    expect(await totals(campaign)).toMatchObject({ sends: 1 })
  })

  test('the whole life of a mail counts alike in any order', async () => {
    const results = []
    for (const order of [(list: object[]) => list, (list: object[]) => list.toReversed()]) {
      const campaign = await createCampaign(`Order ${results.length}`)
      const email: string = `order${results.length}@example.com`
      await enroll(campaign, email)
      const say = mail(campaign, email)
      const life = [
        say('sent', 600),
        say('delivered', 599),
        say('opened', 500, { user_agent: 'Mozilla/5.0' }),
        say('opened', 400),
        say('opened', 300),
        say('clicked', 299),
        say('replied', 200, { reply_class: 'positive' }),
        say('opted_out', 100),
      ]
      for (const event of order(life)) expect((await deliver(POST, key, event)).data.accepted).toBe(1)
      results.push({ totals: await totals(campaign), contact: await contact(email) })
    }
    expect(results[0]).toEqual(results[1])
    expect(results[0]).toMatchObject({
      totals: { sends: 1, opens: 1, opens_machine: 1, clicks: 1, replies: 1, opt_outs: 1 },
      contact: { status: 'opted_out', suppressed: 'opt_out', enrollment: 'opted_out 1' },
    })
  })

  test('how soon after its mail an open came is judged alike in any order', async () => {
    const results = []
    for (const order of [(list: object[]) => list, (list: object[]) => list.toReversed()]) {
      const campaign = await createCampaign(`Gap ${results.length}`)
      const say = mail(campaign, `gap${results.length}@example.com`)
      const sentAt = Date.now() - 3_600_000
      const gap = (seconds: number) => ({ event_ts: new Date(sentAt + seconds * 1_000).toISOString() })
      const browser = 'Mozilla/5.0 (Windows NT 10.0) Chrome/141'
      const life = [
        say('sent', 0, gap(0)),
        say('opened', 0, { ...gap(1), provider_event_id: `a${campaign}` }),
        say('opened', 0, { ...gap(3), provider_event_id: `b${campaign}`, user_agent: browser }),
        say('clicked', 0, { ...gap(4), actor_class: 'human', provider_event_id: `c${campaign}` }),
        say('opened', 0, {
          ...gap(8),
          provider_event_id: `d${campaign}`,
          user_agent: 'via ggpht.com GoogleImageProxy',
        }),
        say('opened', 0, { ...gap(60), provider_event_id: `e${campaign}`, user_agent: browser }),
      ]
      for (const event of order(life)) expect((await deliver(POST, key, event)).data.accepted).toBe(1)
      const { rows } = await asPlatform('test witness')((trx) =>
        sql<Record<string, unknown>>`select event_type, actor_class, class_reason, is_first from email_events
          where workspace_id = ${workspace.id}::uuid and campaign_id = ${campaign}::uuid order by occurred_at`.execute(
          trx,
        ),
      )
      results.push({ rows, totals: await totals(campaign) })
    }
    expect(results[0]).toEqual(results[1])
    expect(results[0]?.rows.map((row) => Object.values(row).join(' '))).toEqual([
      'sent human  true',
      'opened machine too_soon_after_send false',
      'opened unknown soon_after_send false',
      'clicked human reported true',
      'opened machine too_soon_after_send false',
      'opened human browser_agent true',
    ])
    expect(results[0]?.totals).toMatchObject({ sends: 1, opens: 1, opens_machine: 2, clicks: 1 })
  })

  test('a batch: each item stands alone, the refused ones are kept with their reason', async () => {
    const campaign = await createCampaign('Batch')
    const say = mail(campaign, 'batch@example.com')
    const batch = [
      say('sent', 60),
      { ...say('opened', 50), event_type: 'stared' },
      say('opened', -6),
      say('clicked', 60 * 24 * 731),
      { ...say('opened', 40), campaign_id: randomUUID(), provider_message_id: 'unheard-of' },
      { ...say('opened', 40), metadata: { text: 'a\u0000b' } },
      { ...say('opened', 40), unknown_field: 1 },
      say('opened', 30),
      null,
      say('opened', 30),
    ]
    const { status, data } = await deliver(POST, key, batch)
    expect(status).toBe(200)
    expect(data).toMatchObject({ accepted: 2, duplicates: 1 })
    expect(data.rejected.map(({ index, code }) => `${index} ${code}`)).toEqual([
      ...['1 INVALID_INPUT', '2 INVALID_TIMESTAMP', '3 EVENT_TOO_OLD', '4 CAMPAIGN_NOT_FOUND', '5 INVALID_INPUT'],
      ...['6 INVALID_INPUT', '8 INVALID_INPUT'],
    ])
    const { rows } = await asPlatform('test witness')((trx) =>
      sql<{ kept: unknown[] }>`select (payload ->> 'body')::json as kept from platform.dead_letters
        where payload ->> 'key_id' = ${key.keyId} and source = 'webhook_in' order by created_at desc limit 1`.execute(
        trx,
      ),
    )
    expect(rows[0]?.kept).toHaveLength(7)
  })

  test('1,000 go in at once, 1,001 do not', async () => {
    const campaign = await createCampaign('Thousand')
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => mail(campaign, `p${n}@thousand.example.com`)('sent', 60))
    expect((await deliver(POST, key, many(1_000))).data).toEqual({ accepted: 1_000, duplicates: 0, rejected: [] })
    expect(await totals(campaign)).toMatchObject({ sends: 1_000 })
    expect((await deliver(POST, key, many(1_001))).code).toBe('INVALID_INPUT')
  })

  test('what is sent side by side goes together and everyone gets their own answer', async () => {
    const campaign = await createCampaign('Side by side')
    const events = Array.from({ length: 64 }, (_, n) => mail(campaign, `s${n % 32}@side.example.com`)('sent', 60))
    const replies = await Promise.all(
      events.map((event, n) => deliver(POST, key, n % 8 === 7 ? { ...event, event_type: 'nonsense' } : event)),
    )
    expect(replies.filter(({ status }) => status === 400)).toHaveLength(8)
    expect(replies.filter(({ data }) => data?.accepted === 1)).toHaveLength(56)
    expect(await totals(campaign)).toMatchObject({ sends: 56 })
  })

  test('the workspace comes from the key: another one in the body is refused, and recorded', async () => {
    const event = { ...mail(await createCampaign('Mismatch'), 'm@example.com')('sent', 60), workspace_id: randomUUID() }
    expect((await deliver(POST, key, event)).code).toBe('WORKSPACE_MISMATCH')
    const { rows } = await asPlatform('test witness')((trx) =>
      sql`select id from audit_log where workspace_id = ${workspace.id}::uuid
        and action = 'webhook.workspace_mismatch'`.execute(trx),
    )
    expect(rows).toHaveLength(1)
    expect((await deliver(POST, key, { ...event, workspace_id: workspace.id })).data.accepted).toBe(1)
  })
})
