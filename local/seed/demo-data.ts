import postgres, { type Sql } from 'postgres'
import type { Vault } from '@/lib/credentials/vault'
import { LauncherError } from '../terminal'
import { generateYear } from './events/generate'
import type { Year, YearCampaign } from './events/year'
import { seedId } from './ids'
import { type SeedWorkspace, workspaces } from './people'

const DAYS = 365
const EVENTS: Record<string, number> = { acme: 60_000, globex: 12_000 }

type Window = Pick<YearCampaign, 'startedDaysAgo' | 'endedDaysAgo' | 'weight' | 'appeal'>
const windows: Record<string, Window> = {
  founders: { startedDaysAgo: 365, endedDaysAgo: 0, weight: 1, appeal: 1.1 },
  launch: { startedDaysAgo: 190, endedDaysAgo: 0, weight: 0.9, appeal: 1.25 },
  digest: { startedDaysAgo: 320, endedDaysAgo: 0, weight: 0.5, appeal: 0.8 },
  replies: { startedDaysAgo: 150, endedDaysAgo: 85, weight: 0.4, appeal: 0.9 },
  bounces: { startedDaysAgo: 100, endedDaysAgo: 15, weight: 0.3, appeal: 0.7 },
  conference: { startedDaysAgo: 260, endedDaysAgo: 160, weight: 0.8, appeal: 1.4 },
}

const isLoopback = (url: string): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)

/**
 * A year of mail in the demo workspaces, up to now. Adds what is missing and changes nothing that is there; about five
 * seconds. Refused for a database that is not on this machine.
 */
export const seedDemoData = async (postgresUrl: string, vault: Vault): Promise<number> => {
  if (!isLoopback(postgresUrl) || process.env.NODE_ENV === 'production')
    throw new LauncherError('Demo data is for a database on this machine only')
  const sql = postgres(postgresUrl, { max: 1, onnotice: () => {}, connection: { jit: false } })
  try {
    const before = await countEvents(sql)
    for (const [n, workspace] of workspaces.entries()) {
      await generateYear([sql], await yearOf(sql, vault, workspace, n))
      await insertNotices(sql, workspace.id)
    }
    return (await countEvents(sql)) - before
  } finally {
    await sql.end()
  }
}

const countEvents = async (sql: Sql): Promise<number> =>
  Number((await sql<{ n: string }[]>`select count(*) as n from email_events`)[0]?.n ?? 0)

const yearOf = async (sql: Sql, vault: Vault, { id, slug }: SeedWorkspace, n: number): Promise<Year> => {
  const [found] = await sql<{ timezone: string }[]>`select timezone from workspaces where id = ${id}`
  const known = await sql<{ id: string; name: string; tracking: YearCampaign['tracking'] }[]>`
    select id, name, tracking from campaigns where workspace_id = ${id}`
  const campaigns = Object.entries(windows).flatMap(([key, window]) => {
    const campaign = known.find((one) => one.id === seedId(slug, key))
    return campaign ? [{ ...campaign, ...window }] : []
  })
  const sender = (name: string, first: string) => ({
    ...{ id: seedId('sender', slug, first), email: `${first}@${slug}.example.com`, name, provider: 'gmail' },
  })
  return {
    ...{ workspaceId: id, seed: 42 + n, timezone: found?.timezone ?? 'UTC', campaigns, days: DAYS, until: new Date() },
    senders: [
      sender('Olivia Park', 'olivia'),
      sender('Noah Kim', 'noah'),
      sender('Lena Vogel', 'lena'),
      sender('Sam Costa', 'sam'),
    ],
    ...{ events: EVENTS[slug] ?? 10_000, costShare: 1, addressKey: vault.addressKey(id).toString('hex') },
  }
}

/** The notices those events would have made, of the last two weeks. */
const insertNotices = async (sql: Sql, workspaceId: string): Promise<void> => {
  await sql`insert into notifications (workspace_id, kind, category, title, body, link, subject_type, subject_id, dedupe_key,
      count, created_at)
    select ${workspaceId}, kind, 'campaign',
      case kind when 'opt_out' then 'Opted out' when 'positive_reply' then 'Positive reply' else 'New reply' end || ' in ' || name,
      'Latest: ' || (array_agg(who order by occurred_at desc))[1],
      '/events?event_type=' || case kind when 'opt_out' then 'opted_out' else 'replied' end || '&campaign=' || campaign_id,
      'campaign', campaign_id, kind || ':' || campaign_id || ':' || to_char(bucket, 'YYYYMMDDHH24MI'), count(*)::int, max(occurred_at)
    from (
      select e.*, k.name, c.first_name || ' ' || c.last_name as who,
        to_timestamp(floor(extract(epoch from e.occurred_at) / 600) * 600) as bucket,
        case when e.event_type = 'opted_out' then 'opt_out' when e.reply_class = 'positive' then 'positive_reply'
          else 'reply_received' end as kind
      from email_events e
      join campaigns k on k.workspace_id = ${workspaceId} and k.id = e.campaign_id
      join contacts c on c.workspace_id = ${workspaceId} and c.id = e.contact_id
      where e.workspace_id = ${workspaceId} and e.occurred_at > now() - interval '14 days'
        and (e.event_type = 'opted_out' or (e.event_type = 'replied' and e.is_first))) told
    group by kind, campaign_id, name, bucket
    on conflict do nothing`
}
