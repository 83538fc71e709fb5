import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { listEvents } from '@/lib/events/list'
import { EVENT_TYPES, type EventType } from '@/lib/events/schemas'
import { readDashboard } from '@/lib/metrics/aggregate'
import { addDays, todayIn } from '@/lib/metrics/range'
import type { Counters } from '@/lib/metrics/schemas'
import type { Runtime } from '@/lib/runtime'
import { startTestRuntime } from '../../helpers/runtime'
import { type TestWorkspace, userCtx } from '../../helpers/workspace'
import { createCampaign, createSender, createWorkspaceIn, type Fact, insertCosts, insertEvents } from './facts'

const ZONE = 'America/New_York'
const SPAN = 80
let started: Runtime
let workspace: TestWorkspace
let campaigns: string[]
let random: () => number

beforeAll(async () => {
  started = startTestRuntime()
  const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31))
  random = generator(seed)
  process.stdout.write(`TEST_SEED=${seed}\n`)
  workspace = await createWorkspaceIn(ZONE)
  campaigns = [await createCampaign(workspace, 'One'), await createCampaign(workspace, 'Two')]
  const senders = [await createSender(workspace, 'one@example.com', 'gmail')]
  await insertEvents(
    workspace,
    Array.from({ length: 6000 }, () => someEvent([...campaigns, null], [...senders, null])),
  )
  await insertCosts(
    workspace,
    Array.from({ length: 300 }, () => ({
      at: someInstant(),
      micros: Math.floor(random() * 1e6),
      campaign: pick([...campaigns, undefined]) ?? '00000000-0000-0000-0000-000000000000',
      sandbox: random() < 0.1,
      estimate: random() < 0.1,
    })).map(({ campaign, ...cost }) => (campaign.startsWith('00000000') ? cost : { ...cost, campaign })),
  )
}, 60_000)
afterAll(() => started.close())

test('twenty ranges, with and without a campaign, equal a count of the events themselves', async () => {
  const today = todayIn(ZONE, new Date())
  for (let round = 0; round < 20; round++) {
    const end = addDays(today, -1 - Math.floor(random() * SPAN))
    const start = addDays(end, -Math.floor(random() * 40))
    const campaign_id = pick([...campaigns, undefined])
    const dashboard = await readDashboard(userCtx(workspace), { start, end, ...(campaign_id && { campaign_id }) })
    const { previous } = dashboard.range
    expect(dashboard.summary).toMatchObject(await recount(start, end, campaign_id))
    expect(dashboard.previous).toMatchObject(await recount(previous.start, previous.end, campaign_id))
    for (const day of dashboard.timeseries.filter((_, index) => index % 7 === 0)) {
      expect(day).toMatchObject(await recount(day.day, day.day, campaign_id))
    }
  }
}, 60_000)

test('the rows behind a figure are as many as it says', async () => {
  const end = addDays(todayIn(ZONE, new Date()), -3)
  const range = { start: addDays(end, -29), end }
  const { summary } = await readDashboard(userCtx(workspace), range)
  const rowsOf = async (event_type: EventType) => {
    const ids = new Set<string>()
    let first = 0
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof listEvents>> = await listEvents(userCtx(workspace, 'viewer'), {
        ...range,
        event_type,
        limit: 77,
        ...(cursor && { cursor }),
      })
      for (const row of page.items) {
        expect(row.event_type).toBe(event_type)
        expect(row.day >= range.start && row.day <= range.end).toBe(true)
        ids.add(row.id)
        first += Number(row.is_first)
      }
      cursor = page.next_cursor
    }
    return { all: ids.size, first }
  }
  expect((await rowsOf('sent')).all).toBe(summary.sends)
  expect((await rowsOf('opened')).first).toBe(summary.opens)
  expect((await rowsOf('replied')).first).toBe(summary.replies)
  expect((await rowsOf('bounced')).all).toBe(summary.bounces)
})

function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
const someInstant = () => new Date(Date.now() - random() * SPAN * 86_400_000).toISOString()

function someEvent(campaigns: (string | null)[], senders: (string | null)[]): Fact {
  const type = pick(EVENT_TYPES)
  const isHuman = random() < 0.6
  return {
    ...{ type, at: someInstant(), campaign: pick(campaigns), sender: pick(senders), step: pick([null, 1, 2, 3]) },
    ...{ first: ['opened', 'clicked', 'replied'].includes(type) && isHuman, actor: isHuman ? 'human' : 'machine' },
    ...(type === 'sent' && { tracking: pick(['all', 'clicks', 'none'] as const) }),
    ...(type === 'bounced' && { bounce: pick(['hard', 'soft'] as const) }),
    ...(type === 'replied' && { reply: pick(['positive', 'not_now', 'out_of_office']) }),
    sandbox: random() < 0.1,
  }
}

/** Counted from the rows, by the clocks of the zone and by nothing that the rollup is made with. */
async function recount(
  start: string,
  end: string,
  campaign: string | undefined,
): Promise<Counters & { cost_micros: number }> {
  const own = sql`workspace_id = ${workspace.id}::uuid and not sandbox_mode
    and (${campaign ?? null}::uuid is null or campaign_id = ${campaign ?? null}::uuid)
    and (occurred_at at time zone ${ZONE})::date between ${start}::date and ${end}::date`
  const of = (condition: string, name: string) =>
    sql`count(*) filter (where ${sql.raw(condition)})::int as ${sql.ref(name)}`
  const counts = sql.join([
    of(`event_type = 'sent'`, 'sends'),
    of(`event_type = 'sent' and tracking = 'all'`, 'sends_open_tracked'),
    of(`event_type = 'sent' and tracking <> 'none'`, 'sends_click_tracked'),
    of(`event_type = 'delivered'`, 'delivered'),
    of(`event_type = 'opened' and is_first`, 'opens'),
    of(`event_type = 'opened' and actor_class = 'machine'`, 'opens_machine'),
    of(`event_type = 'clicked' and is_first`, 'clicks'),
    of(`event_type = 'clicked' and actor_class = 'machine'`, 'clicks_machine'),
    of(`event_type = 'replied' and is_first`, 'replies'),
    of(`event_type = 'replied' and is_first and reply_class = 'positive'`, 'replies_positive'),
    of(`event_type = 'opted_out'`, 'opt_outs'),
    of(`event_type = 'bounced'`, 'bounces'),
    of(`event_type = 'bounced' and bounce_type = 'hard'`, 'bounces_hard'),
    of(`event_type = 'bounced' and bounce_type = 'soft'`, 'bounces_soft'),
    of(`event_type = 'complained'`, 'complaints'),
    of(`event_type = 'failed'`, 'failures'),
  ])
  const { rows } = await asPlatform('test recount')((trx) =>
    sql<Counters & { cost_micros: number }>`select c.*, (select coalesce(sum(charge_micros), 0)::bigint from cost_events
        where ${own} and not is_estimate) as cost_micros
      from (select ${counts} from email_events where ${own}) c`.execute(trx),
  )
  return rows[0] as Counters & { cost_micros: number }
}
