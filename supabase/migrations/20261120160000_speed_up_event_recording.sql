-- What: the functions behind record_events, with look-ups that no missing statistics can mislead and fewer passes over a batch.
-- Why: a plan made for empty tables stays until they are analyzed, and every index begins with the workspace: the planner sees no
-- difference between them and may walk the whole tenant for one address (measured: 500 ms a batch after 60,000 events).
-- Lock: contacts for the time of one index. Undo: the functions of 20261120120200 and contacts_email_hash.
set lock_timeout = '2s';

-- Living before deleted; the order is part of the index, so that only this one answers in it.
create index if not exists contacts_address on public.contacts (workspace_id, email_hash, deleted_at nulls first);
drop index if exists public.contacts_email_hash;

-- The contact of each event, by its id or by the hash of its address: an erased person is recognised and never stored again.
-- Strangers are made for an event that may be recorded: neither for one in `idle`, nor for one that is known already. Null for
-- who is nobody. Each look-up asks for an order that just one index has, which settles the planner's choice whatever it knows of
-- the table: `between` leaves the last column of a whole key to be ordered by.
create or replace function private.resolve_contacts(workspace uuid, batch private.incoming_events, idle int[]) returns uuid[]
language plpgsql volatile security definer set search_path = '' set enable_sort = off
  set enable_nestloop = off as $$
declare
  hashes bytea[];
  emails text[];
  people uuid[];
begin
  select array_agg(n.hash), array_agg(n.email) into hashes, emails from (
    select x.hash, min(x.email) as email
    from rows from (unnest(batch.contact_id), unnest(batch.email_hash), unnest(batch.email)) x(id, hash, email)
    where x.id is null and x.hash is not null group by x.hash order by x.hash) n;
  for attempt in 1..2 loop
    people := array(select (select c.id from public.contacts c where c.workspace_id = workspace and c.email_hash = h.hash
      order by c.deleted_at nulls first limit 1) from unnest(hashes) with ordinality h(hash, i) order by h.i);
    exit when attempt = 2 or array_position(people, null) is null;
    insert into public.contacts (workspace_id, email, email_hash, company_domain)
      select workspace, n.email, n.hash, split_part(n.email, '@', 2)
      from (
        select distinct p.hash, p.email
        from rows from (unnest(batch.dedupe_key), unnest(batch.contact_id), unnest(batch.email_hash))
          with ordinality x(key, id, hash, i)
        join unnest(hashes, emails, people) p(hash, email, id) on p.hash = x.hash and p.id is null
        where x.id is null and x.i <> all (idle)
          and (select k.dedupe_key from public.email_events k where k.workspace_id = workspace
            and k.dedupe_key between x.key and x.key order by k.dedupe_key limit 1) is null) n
      where (select s.reason from public.suppressions s where s.workspace_id = workspace
          and s.address_hash between n.hash and n.hash order by s.address_hash limit 1) is distinct from 'erasure'
      order by n.hash
      on conflict do nothing;
  end loop;
  return (
    select array_agg(case when n.id is null then p.id else (select c.id from public.contacts c
      where c.workspace_id = workspace and c.id between n.id and n.id order by c.id limit 1) end order by n.i)
    from rows from (unnest(batch.dedupe_key), unnest(batch.contact_id), unnest(batch.email_hash))
      with ordinality n(key, id, hash, i)
    left join unnest(hashes, people) p(hash, id) on p.hash = n.hash);
end
$$;

-- Everything that the events of a batch point at, found or made. What names one that does not exist has none.
create or replace function private.resolve_events(
  workspace uuid, batch private.incoming_events, ids uuid[], idle int[], campaigns jsonb
) returns private.resolved_event[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  senders jsonb := private.resolve_senders(workspace, batch);
  contacts uuid[] := private.resolve_contacts(workspace, batch, idle);
begin
  return array(
    select row(x.i, x.id, x.event_type, x.contact_id, (campaigns -> x.campaign ->> 0)::uuid, x.step_number,
      (senders ->> x.sender_email)::uuid, null, null, x.provider, x.message_id, x.occurred_at, x.subject, x.snippet,
      x.bounce_type, x.reply_class, x.actor_class, x.class_reason,
      case when x.event_type = 'sent' then coalesce(x.tracking, campaigns -> x.campaign ->> 1, 'all') end,
      x.sandbox_mode, x.dedupe_key,
      case when campaigns -> x.campaign is null and x.campaign_name is not null
        then coalesce(x.metadata, '{}') || jsonb_build_object('campaign', x.campaign_name) else coalesce(x.metadata, '{}') end,
      case when x.event_type not in ('opened', 'clicked', 'replied') then true
        when not private.is_countable(x.event_type, x.actor_class, x.reply_class) then false end,
      case when x.campaign_id is not null and campaigns -> x.campaign is null then 'CAMPAIGN_NOT_FOUND'
        when x.contact_id is null then 'CONTACT_NOT_FOUND' end)::private.resolved_event
    from (
      select n.*, coalesce(n.campaign_id::text, n.campaign_name) as campaign
      from rows from (unnest(ids), unnest(batch.event_type), unnest(contacts), unnest(batch.campaign_id),
        unnest(batch.campaign_name), unnest(batch.step_number), unnest(batch.sender_email), unnest(batch.provider),
        unnest(batch.message_id), unnest(batch.occurred_at), unnest(batch.subject), unnest(batch.snippet), unnest(batch.bounce_type),
        unnest(batch.reply_class), unnest(batch.actor_class), unnest(batch.class_reason), unnest(batch.tracking),
        unnest(batch.sandbox_mode), unnest(batch.dedupe_key), unnest(batch.metadata)) with ordinality
        n(id, event_type, contact_id, campaign_id, campaign_name, step_number, sender_email, provider, message_id, occurred_at,
          subject, snippet, bounce_type, reply_class, actor_class, class_reason, tracking, sandbox_mode, dedupe_key, metadata, i)
    ) x order by x.i);
end
$$;

-- The events that count as the first of their mail (of their campaign, for replies) of these contacts.
create or replace function private.find_reigning(workspace uuid, contacts uuid[]) returns setof public.email_events
language plpgsql stable set search_path = '' set enable_sort = off as $$
begin
  return query select e.* from (select distinct unnest(contacts) as id) c
    cross join lateral (select * from public.email_events e
      where e.workspace_id = workspace and e.contact_id = c.id and e.is_first and e.event_type in ('opened', 'clicked', 'replied')
      order by e.occurred_at desc) e;
end
$$;

-- Which of these opens, clicks and replies are the first of their mail, also among those known; a known one that turns out
-- later steps back.
create or replace function private.find_firsts(workspace uuid, events private.resolved_event[]) returns uuid[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  risen uuid[];
  fallen uuid[];
begin
  with candidate as (
    select e.id, e.contact_id, e.event_type as kind, e.sandbox_mode as sandbox, e.campaign_id as campaign,
      case when e.event_type <> 'replied' then e.step_number end as step, e.occurred_at as at, e.dedupe_key as key
    from unnest(events) e where e.is_first is null
  ), best as (
    select distinct on (contact_id, kind, sandbox, campaign, step) * from candidate
    order by contact_id, kind, sandbox, campaign, step, at, key
  ), reigning as materialized (
    select e.id, e.contact_id, e.event_type as kind, e.sandbox_mode as sandbox, e.campaign_id as campaign,
      case when e.event_type <> 'replied' then e.step_number end as step, e.occurred_at as at, e.dedupe_key as key
    from private.find_reigning(workspace, array(select contact_id from candidate)) e
  ), contest as (
    select b.id, r.id as rival, r.id is not null and (r.at, r.key) <= (b.at, b.key) as loses
    from best b left join reigning r on (r.contact_id, r.kind, r.sandbox) = (b.contact_id, b.kind, b.sandbox)
      and r.campaign is not distinct from b.campaign and r.step is not distinct from b.step
  )
  select array_agg(id) filter (where not loses), array_agg(rival) filter (where not loses) into risen, fallen from contest;
  if fallen is not null then
    update public.email_events e set is_first = false where e.workspace_id = workspace and e.id = any (fallen);
  end if;
  return risen;
end
$$;

-- What the events do to people: contact and enrollment states, suppressions, the compliance trail. Never for the sandbox.
-- A row is locked by one statement and changed by the next: only that one sees what another transaction made of it meanwhile.
create or replace function private.apply_outcomes(workspace uuid, events private.resolved_event[], context jsonb) returns void
language plpgsql volatile security definer set search_path = '' set enable_sort = off as $$
declare
  outcome record;
  place tid;
begin
  for outcome in
    select e.id, e.contact_id, e.campaign_id, e.step_number, e.event_type, e.occurred_at as at, o.status,
      case when e.event_type = 'complained' then 'complaint' when o.status = 'opted_out' then 'opt_out'
        when o.status = 'bounced' then 'hard_bounce' end as suppression
    from unnest(events) e
    cross join lateral (select case
      when e.event_type in ('opted_out', 'complained') or e.reply_class = 'unsubscribe' then 'opted_out'
      when e.event_type = 'bounced' and e.bounce_type = 'hard' then 'bounced'
      when private.is_countable(e.event_type, e.actor_class, e.reply_class) then 'replied' end as status) o
    where e.event_type in ('replied', 'bounced', 'opted_out', 'complained') and not e.sandbox_mode
    order by e.contact_id, e.occurred_at
  loop
    if outcome.event_type = 'bounced' then
      select m.ctid into place from public.sends m where m.workspace_id = workspace and m.campaign_id = outcome.campaign_id
        and m.step_number = outcome.step_number and m.contact_id = outcome.contact_id and m.sandbox_mode between false and false
        order by m.sandbox_mode limit 1 for update;
      update public.sends s set bounced_at = coalesce(s.bounced_at, outcome.at) where s.ctid = place;
    end if;
    continue when outcome.status is null;
    select p.ctid into place from public.contacts p where p.workspace_id = workspace
      and p.id between outcome.contact_id and outcome.contact_id order by p.id limit 1 for update;
    update public.contacts c set status = outcome.status, status_at = outcome.at
      where c.ctid = place and private.outcome_rank(outcome.status) > private.outcome_rank(c.status);
    if found and outcome.status = 'opted_out' then
      insert into public.audit_log (workspace_id, actor_type, actor_id, action, resource_type, resource_id, details, request_id,
        retention, expires_at)
      values (workspace, coalesce(context -> 'actor' ->> 'type', 'webhook'), coalesce(context -> 'actor' ->> 'id', 'unknown'),
        'contact.opted_out', 'contact', outcome.contact_id::text, jsonb_build_object('event_id', outcome.id),
        context ->> 'request_id', 'compliance', now() + interval '7 years');
    end if;
    if outcome.suppression is null then
      perform private.stop_enrollments(workspace, outcome.contact_id, outcome.campaign_id, 'replied')
        where outcome.campaign_id is not null;
      continue;
    end if;
    perform private.stop_enrollments(workspace, outcome.contact_id, null, outcome.status);
    insert into public.suppressions as s (workspace_id, address_hash, reason, evidence, source_event_id)
      select workspace, c.email_hash, outcome.suppression, jsonb_build_object('event_id', outcome.id), outcome.id
      from public.contacts c where c.workspace_id = workspace and c.id between outcome.contact_id and outcome.contact_id
      order by c.id limit 1
      on conflict (workspace_id, address_hash) do update
        set reason = excluded.reason, evidence = excluded.evidence, source_event_id = excluded.source_event_id
        -- A person's own wish outranks what a mail server said.
        where s.reason = 'hard_bounce' and excluded.reason <> 'hard_bounce';
  end loop;
end
$$;

-- Tells people: replies and opt-outs bundled per campaign and ten minutes, bounces once per campaign and day above 5 %.
create or replace function private.notify_of_events(workspace uuid, events private.resolved_event[]) returns int
language plpgsql volatile security definer set search_path = '' set enable_sort = off as $$
declare
  told record;
  notices int := 0;
begin
  for told in
    select g.*, k.name as campaign,
      (select coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email) from public.contacts c
        where c.workspace_id = workspace and c.id between g.person and g.person order by c.id limit 1) as who,
      to_char(to_timestamp(floor(extract(epoch from now()) / 600) * 600), 'YYYYMMDDHH24MI') as bucket
    from (
      select e.campaign_id, kind.kind, count(*)::int as n, (array_agg(e.contact_id))[1] as person
      from unnest(events) e
      cross join lateral (select case
        when e.event_type = 'replied' and e.reply_class = 'positive' then 'positive_reply'
        when e.event_type = 'replied'
          and private.is_countable('replied', e.actor_class, e.reply_class) then 'reply_received'
        when e.event_type = 'opted_out' then 'opt_out' end as kind) kind
      where e.event_type in ('replied', 'opted_out') and kind.kind is not null and not e.sandbox_mode
        and e.occurred_at > now() - interval '2 days'
      group by 1, 2
    ) g
    left join public.campaigns k on k.workspace_id = workspace and k.id = g.campaign_id
    order by g.campaign_id, g.kind
  loop
    perform private.notify(workspace, jsonb_build_object('kind', told.kind, 'category', 'campaign',
      'title', case told.kind when 'opt_out' then 'Opted out' when 'positive_reply' then 'Positive reply' else 'New reply' end
        || coalesce(' in ' || told.campaign, ''),
      'body', 'Latest: ' || told.who,
      'link', '/events?event_type=' || case told.kind when 'opt_out' then 'opted_out' else 'replied' end
        || coalesce('&campaign=' || told.campaign_id, ''),
      'subject_type', 'campaign', 'subject_id', told.campaign_id,
      'dedupe_key', told.kind || ':' || coalesce(told.campaign_id::text, 'none') || ':' || told.bucket), told.n);
    notices := notices + 1;
  end loop;

  for told in
    select b.campaign_id, k.name as campaign, r.sent, r.bounced
    from (select distinct e.campaign_id from unnest(events) e
      where e.event_type = 'bounced' and e.campaign_id is not null and not e.sandbox_mode
        and not exists (select from public.notifications n where n.workspace_id = workspace
          and n.dedupe_key = 'bounce_warning:' || e.campaign_id || ':' || current_date)
      offset 0) b
    join public.campaigns k on k.workspace_id = workspace and k.id = b.campaign_id
    cross join lateral (select count(*)::int as sent, count(m.bounced_at)::int as bounced
      from (select e.step_number, e.contact_id from public.email_events e
        where e.workspace_id = workspace and e.campaign_id = b.campaign_id and e.event_type = 'sent' and not e.sandbox_mode
        order by e.occurred_at desc limit 100) l
      left join lateral (select s.bounced_at from public.sends s where s.workspace_id = workspace
        and s.campaign_id = b.campaign_id and s.step_number = l.step_number and s.contact_id = l.contact_id
        and s.sandbox_mode between false and false order by s.sandbox_mode limit 1) m on true) r
    where r.sent >= 20 and r.bounced * 20 > r.sent
    order by 1
  loop
    perform private.notify(workspace, jsonb_build_object('kind', 'bounce_warning', 'category', 'campaign',
      'severity', 'warning', 'title', left('Bounces above 5 % in ' || told.campaign, 140),
      'body', format('%s of the last %s mails bounced. Check where these contacts came from before sending on.',
        told.bounced, told.sent),
      'link', '/events?event_type=bounced&campaign=' || told.campaign_id,
      'subject_type', 'campaign', 'subject_id', told.campaign_id,
      'dedupe_key', 'bounce_warning:' || told.campaign_id || ':' || current_date));
    notices := notices + 1;
  end loop;
  return notices;
end
$$;

-- What new events do to everything else. Returns how many people were told of something.
create or replace function private.apply_events(workspace uuid, events private.resolved_event[], context jsonb) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare
  sent private.resolved_event[] := array(select e from unnest(events) e where e.event_type = 'sent');
  answers private.resolved_event[] := array(select e from unnest(events) e
    where e.event_type in ('replied', 'bounced', 'opted_out', 'complained'));
begin
  if sent <> '{}' then
    perform private.add_sends(workspace, sent);
    perform private.move_enrollments(workspace, sent);
  end if;
  if answers <> '{}' then
    perform private.apply_outcomes(workspace, answers, context);
  end if;
  if sent <> '{}' then
    perform private.link_earlier_events(workspace, array(select distinct e.contact_id from unnest(sent) e));
  end if;
  insert into public.campaign_activity as a (workspace_id, campaign_id, last_send_at, last_event_at)
    select workspace, e.campaign_id, max(e.occurred_at) filter (where e.event_type = 'sent'), max(e.occurred_at)
    from unnest(events) e where e.campaign_id is not null and not e.sandbox_mode group by e.campaign_id order by e.campaign_id
    on conflict (workspace_id, campaign_id) do update set last_send_at = greatest(a.last_send_at, excluded.last_send_at),
      last_event_at = greatest(a.last_event_at, excluded.last_event_at);
  return case when answers <> '{}' then private.notify_of_events(workspace, answers) else 0 end;
end
$$;

-- The ids of those events that are kept under another id.
create or replace function private.find_known(workspace uuid, events private.resolved_event[]) returns uuid[]
language plpgsql stable set search_path = '' set enable_sort = off as $$
begin
  return array(select e.id from unnest(events) e where e.id is distinct from (
    select k.id from public.email_events k where k.workspace_id = workspace
      and k.dedupe_key between e.dedupe_key and e.dedupe_key order by k.dedupe_key limit 1));
end
$$;

-- Writes the events that are not known yet; returns the ids of those that are. Whether one is known is left to the unique key
-- itself: a look-up before would trust the planner with its index.
create or replace function private.insert_events(workspace uuid, zone text, events private.resolved_event[], firsts uuid[])
returns uuid[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  written int;
begin
  insert into public.email_events (workspace_id, id, campaign_id, contact_id, send_id, sender_id, variant_id, step_number,
      event_type, actor_class, class_reason, is_first, tracking, bounce_type, reply_class, provider, message_id, subject,
      snippet, dedupe_key, sandbox_mode, occurred_at, stat_day, metadata)
    select workspace, e.id, e.campaign_id, e.contact_id, e.send_id, e.sender_id, e.variant_id, e.step_number, e.event_type,
      e.actor_class, e.class_reason, coalesce(e.is_first, f.id is not null), e.tracking, e.bounce_type, e.reply_class, e.provider,
      e.message_id, e.subject, e.snippet, e.dedupe_key, e.sandbox_mode, e.occurred_at, (e.occurred_at at time zone zone)::date,
      e.metadata
    from unnest(events) e left join unnest(firsts) f(id) on f.id = e.id
    on conflict (workspace_id, dedupe_key) do nothing;
  get diagnostics written = row_count;
  if written = cardinality(events) then
    return '{}';
  end if;
  return private.find_known(workspace, events);
end
$$;

-- The places of events that name a campaign by an id that is nobody's.
create or replace function private.find_homeless(batch private.incoming_events, campaigns jsonb) returns int[]
language plpgsql immutable set search_path = '' as $$
begin
  if not exists (select from unnest(batch.campaign_id) k where not coalesce(campaigns, '{}') ? k::text) then
    return '{}';
  end if;
  return array(select x.i from unnest(batch.campaign_id) with ordinality x(id, i)
    where x.id is not null and not coalesce(campaigns, '{}') ? x.id::text);
end
$$;

-- The places of events that were applied before: by their delivery, or further up in the same batch by one that can be recorded.
create or replace function private.find_repeated(batch private.incoming_events, fresh boolean[], refused int[]) returns int[]
language plpgsql immutable set search_path = '' as $$
begin
  if not (false = any (fresh)) and not exists (select from unnest(batch.dedupe_key) k group by k having count(*) > 1) then
    return '{}';
  end if;
  return array(
    select d.i from (
      select x.i, x.is_stale, count(*) filter (where not x.is_stale and x.i <> all (refused))
        over (partition by x.key order by x.i rows between unbounded preceding and 1 preceding) as earlier
      from (
        select n.i, n.key, coalesce(not fresh[n.delivery], false) as is_stale
        from rows from (unnest(batch.dedupe_key), unnest(batch.delivery)) with ordinality n(key, delivery, i)) x) d
    where d.is_stale or d.earlier > 0);
end
$$;

-- The places of those refused events that are known all the same.
create or replace function private.find_recorded(workspace uuid, events private.resolved_event[], refused int[]) returns int[]
language plpgsql stable set search_path = '' set enable_sort = off as $$
begin
  return array(select e.i from unnest(events) e where e.i = any (refused) and (
    select k.dedupe_key from public.email_events k where k.workspace_id = workspace
      and k.dedupe_key between e.dedupe_key and e.dedupe_key order by k.dedupe_key limit 1) is not null);
end
$$;

-- Records 1..1,000 events of one workspace with all their effects; the same event again changes nothing.
-- deliveries: [{source, id}] or null; ids: one for each event, made here when absent. Returns {accepted, duplicates: [i],
-- rejected: [{i, code}], notices}; i counts from 1.
-- Names are resolved first, side by side with other batches; then one batch of a workspace at a time: its rows of daily_stats
-- would make them queue anyway, and so no two can deadlock. Plans are made once, for arrays of any length: each look-up is one by
-- an index for one row of an array, a subselect or a lateral with an order, which the planner cannot turn into a join.
drop function if exists private.record_events(uuid, jsonb, private.incoming_events, jsonb);
drop function if exists private.resolve_events(uuid, private.incoming_events);
drop function if exists private.resolve_contacts(uuid, private.incoming_events);
create or replace function private.record_events(
  workspace uuid, deliveries jsonb, batch private.incoming_events, context jsonb, ids uuid[] default null
) returns jsonb
language plpgsql volatile security definer set search_path = ''
  set enable_seqscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  zone text;
  campaigns jsonb;
  events private.resolved_event[];
  fresh boolean[];
  homeless int[];
  refused int[];
  duplicates int[];
  rejected jsonb;
  has_gaps boolean;
  has_rivals boolean;
  firsts uuid[];
  known uuid[];
begin
  perform private.assert_may(workspace, 'viewer');
  if not exists (select from public.workspaces w where w.id = workspace) then
    raise exception using errcode = 'SV001', message = 'WORKSPACE_NOT_FOUND';
  end if;
  fresh := private.claim_deliveries(workspace, coalesce(deliveries, '[]'));
  campaigns := private.resolve_campaigns(workspace, batch);
  homeless := private.find_homeless(batch, campaigns);
  duplicates := private.find_repeated(batch, fresh, homeless);
  events := private.resolve_events(workspace, batch,
    coalesce(ids, array(select private.uuid_v7() from generate_subscripts(batch.dedupe_key, 1))),
    duplicates || homeless, campaigns);
  select array_agg(e.i) filter (where e.refusal is not null),
      bool_or(e.event_type <> 'sent' and (e.campaign_id is null or e.step_number is null or e.sender_id is null)),
      bool_or(e.is_first is null)
    into refused, has_gaps, has_rivals from unnest(events) e;
  if refused is not null then
    -- Only now it is known who is nobody; another event of the same key may name somebody.
    duplicates := private.find_repeated(batch, fresh, refused);
    duplicates := duplicates || array(select i from unnest(private.find_recorded(workspace, events, refused)) i
      where i <> all (duplicates));
    select jsonb_agg(jsonb_build_object('i', e.i, 'code', e.refusal)) into rejected from unnest(events) e
      where e.refusal is not null and e.i <> all (duplicates);
  end if;
  if duplicates <> '{}' or rejected is not null then
    events := array(select e from unnest(events) e left join unnest(duplicates) d(i) on d.i = e.i
      where d.i is null and e.refusal is null);
  end if;

  perform pg_advisory_xact_lock(hashtextextended(workspace::text, 1));
  -- Only now: a change of the zone counts the days anew under the same lock.
  select w.timezone into zone from public.workspaces w where w.id = workspace;
  if has_gaps then
    events := private.take_from_mails(workspace, events);
  end if;
  if has_rivals then
    firsts := private.find_firsts(workspace, events);
  end if;
  known := private.insert_events(workspace, zone, events, firsts);
  if known <> '{}' then
    duplicates := duplicates || array(select e.i from unnest(events) e join unnest(known) k(id) on k.id = e.id);
    -- One that was let in as the first of its mail, and turned out to be known at another time, must give the mark back.
    perform private.settle_first(workspace, array(select distinct e.contact_id from unnest(events) e
      join unnest(firsts) f(id) on f.id = e.id join unnest(known) k(id) on k.id = e.id));
    events := array(select e from unnest(events) e left join unnest(known) k(id) on k.id = e.id where k.id is null);
  end if;

  return jsonb_build_object('accepted', cardinality(events), 'duplicates', to_jsonb(duplicates),
    'rejected', coalesce(rejected, '[]'), 'notices', private.apply_events(workspace, events, context));
end
$$;
grant execute on function private.record_events(uuid, jsonb, private.incoming_events, jsonb, uuid[])
  to workspace_agent, service_role;
