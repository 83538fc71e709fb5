import type { Sql } from 'postgres'
import { chance, oneOf } from './random'
import { COMPANY_HEADS, COMPANY_TAILS, FIRST_NAMES, LAST_NAMES, TITLES } from './shape'
import type { Year } from './year'

/** The mailboxes and people of the plan, as they stood at its first mail. Known ones are left alone. */
export async function insertPeople(sql: Sql, year: Year): Promise<void> {
  await sql`insert into senders ${sql(
    year.senders.map(({ id, email, name, provider }) => ({
      ...{ workspace_id: year.workspaceId, id, email, display_name: name, provider, status: 'active' },
    })),
  )} on conflict do nothing`
  const salt = year.seed * 100 + 80
  const slug = (column: string) => `lower(${column})`
  await sql.unsafe(
    `insert into public.contacts (workspace_id, id, email, email_hash, first_name, last_name, company, company_domain, title,
      source, created_at)
    select $1, id, email, extensions.hmac(convert_to(email, 'utf8'), decode($2, 'hex'), 'sha256'), first, last, company, domain, title, 'import', met
    from (
      select *, first_last || case when twin > 1 then '-' || twin else '' end || '@' || domain as email from (
        select *, row_number() over (partition by first_last, domain order by id) as twin from (
          select id, first, last, head || ' ' || tail as company, ${slug('head')} || '-' || ${slug('tail')} || '.example.com' as domain,
            title, ${slug('first')} || '.' || ${slug('last')} || n as first_last, met
          from (
            select p.contact_id as id, ${oneOf(FIRST_NAMES, 'p.person', salt)} as first, ${oneOf(LAST_NAMES, 'p.person', salt + 1)} as last,
              ${oneOf(COMPANY_HEADS, 'p.person', salt + 2)} as head, ${oneOf(COMPANY_TAILS, 'p.person', salt + 3)} as tail,
              ${oneOf(TITLES, 'p.person', salt + 4)} as title, floor(${chance('p.person', salt + 5)} * 90 + 10)::int as n,
              min(p.started_at) - interval '3 days' as met
            from seed.plan p group by p.contact_id, p.person) drawn) named) numbered) addressed
    on conflict do nothing`,
    [year.workspaceId, year.addressKey],
  )
}

/** What the mails were to those people: sends, enrolments, states, suppressions and what each campaign was last seen doing. */
export async function insertOutcomes(sql: Sql, { workspaceId }: Year): Promise<void> {
  await sql`insert into sends (workspace_id, id, campaign_id, step_number, contact_id, sender_id, status, is_gated, provider,
      message_id, sent_at, bounced_at, created_at)
    select ${workspaceId}, m.id, m.campaign_id, m.step, m.contact_id, m.sender_id, 'sent', false, 'gmail',
      m.id || '@mail.example.com', m.sent_at, case when m.ending = 'bounced' then m.sent_at + interval '2 minutes' end, m.sent_at
    from seed.mails m on conflict do nothing`
  await sql`create unlogged table seed.fates as
    select contact_id, campaign_id,
      bool_or(event_type in ('opted_out', 'complained') or reply_class = 'unsubscribe') as opted_out,
      bool_or(event_type = 'complained') as complained, bool_or(bounce_type = 'hard') as bounced,
      bool_or(event_type = 'replied' and is_first) as replied, max(occurred_at) as at, (array_agg(id order by occurred_at))[1] as event_id
    from email_events where workspace_id = ${workspaceId} and not sandbox_mode
      and (event_type in ('opted_out', 'complained', 'replied') or bounce_type = 'hard')
    group by contact_id, campaign_id`
  await sql`insert into enrollments as o (workspace_id, campaign_id, contact_id, status, current_step, sender_id,
      last_contacted_at, stop_reason, finished_at, created_at)
    select ${workspaceId}, m.campaign_id, m.contact_id, s.status, m.step, m.sender_id, m.sent_at,
      case when s.status not in ('active', 'finished') then s.status end,
      case when s.status <> 'active' then coalesce(f.at, m.sent_at) end, m.started_at
    from (select distinct on (campaign_id, contact_id) campaign_id, contact_id, sender_id, step, sent_at,
        min(sent_at) over (partition by campaign_id, contact_id) as started_at
      from seed.mails order by campaign_id, contact_id, step desc) m
    left join seed.fates f using (campaign_id, contact_id)
    cross join lateral (select case when f.opted_out then 'opted_out' when f.bounced then 'bounced' when f.replied then 'replied'
      when m.step = 3 then 'finished' else 'active' end as status) s
    on conflict (workspace_id, campaign_id, contact_id) do update set status = excluded.status,
      current_step = excluded.current_step, last_contacted_at = excluded.last_contacted_at, stop_reason = excluded.stop_reason, finished_at = excluded.finished_at
    where private.outcome_rank(excluded.status) > private.outcome_rank(o.status) or excluded.current_step > o.current_step`
  await sql`update contacts c set status = f.status, status_at = f.at from (
      select contact_id, max(at) as at, case when bool_or(opted_out) then 'opted_out' when bool_or(bounced) then 'bounced'
        when bool_or(replied) then 'replied' else 'active' end as status
      from seed.fates group by contact_id) f
    where c.workspace_id = ${workspaceId} and c.id = f.contact_id
      and private.outcome_rank(f.status) > private.outcome_rank(c.status)`
  await sql`insert into suppressions (workspace_id, address_hash, reason, evidence, source_event_id, created_at)
    select ${workspaceId}, c.email_hash, r.reason, '{"event": "imported"}', r.event_id, r.at
    from (select contact_id, case when bool_or(complained) then 'complaint' when bool_or(opted_out) then 'opt_out' else 'hard_bounce' end as reason,
        (array_agg(event_id order by at))[1] as event_id, min(at) as at
      from seed.fates where opted_out or bounced group by contact_id) r
    join contacts c on c.workspace_id = ${workspaceId} and c.id = r.contact_id on conflict do nothing`
  await sql`insert into campaign_activity as a (workspace_id, campaign_id, last_send_at, last_event_at)
    select ${workspaceId}, campaign_id, max(sent_at), max(sent_at) from seed.mails group by campaign_id
    on conflict (workspace_id, campaign_id) do update set last_send_at = greatest(a.last_send_at, excluded.last_send_at),
      last_event_at = greatest(a.last_event_at, excluded.last_event_at)`
  await sql`drop table seed.fates`
}
