-- What: the one door into email_events, with every effect of an event; corrections; retention.
-- Why: an event is counted once and its effects happen once, whatever the order and however often it is sent (spec 05 §13, §15).
-- All in plpgsql: an SQL function that cannot be inlined is planned anew at every call.
-- Lock: none on data. Undo: drop the functions and types.
set lock_timeout = '2s';

do $$
begin
  if to_regtype('private.incoming_event') is null then
    -- As the web process hands it over: validated, lower-cased, keyed. `delivery` counts from 1.
    create type private.incoming_event as (
      i int, delivery int, event_type text, email text, email_hash bytea, contact_id uuid, campaign_id uuid,
      campaign_name text, step_number smallint, sender_email text, provider text, message_id text, occurred_at timestamptz,
      subject text, snippet text, bounce_type text, reply_class text, actor_class text, class_reason text, tracking text,
      sandbox_mode boolean, dedupe_key bytea, metadata jsonb);
    -- With everything it points at known.
    create type private.resolved_event as (
      x private.incoming_event, id uuid, contact_id uuid, campaign_id uuid, step_number smallint, sender_id uuid,
      variant_id uuid, send_id uuid, stat_day date,
      -- Null until it is known which of several opens, clicks or replies was the first.
      is_first boolean);
  end if;
end
$$;

-- False for a delivery that was applied before. One row per delivery, in the transaction of its effects.
create or replace function private.claim_deliveries(workspace uuid, deliveries jsonb) returns boolean[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  fresh boolean[];
begin
  with given as (
    select d.ordinality::int as n, d.value ->> 'source' as source, d.value ->> 'id' as request_id
    from jsonb_array_elements(deliveries) with ordinality d
  ), claimed as (
    insert into platform.inbound_requests (source, request_id, workspace_id)
    select distinct source, request_id, workspace from given order by 1, 2
    on conflict do nothing returning source, request_id
  )
  select coalesce(array_agg(c.source is not null and not exists (
      select from given earlier where (earlier.source, earlier.request_id) = (g.source, g.request_id) and earlier.n < g.n
    ) order by g.n), '{}') into fresh
  from given g left join claimed c on (c.source, c.request_id) = (g.source, g.request_id);
  return fresh;
end
$$;

-- Human, and an answer of a person: what may be the first of its mail.
create or replace function private.is_countable(event_type text, actor_class text, reply_class text) returns boolean
language plpgsql immutable parallel safe set search_path = '' as $$
begin
  return event_type in ('opened', 'clicked', 'replied') and actor_class = 'human'
    and (event_type <> 'replied' or coalesce(reply_class, '') not in ('out_of_office', 'auto_reply'));
end
$$;

-- A later state never gives way to an earlier one, so the order of arrival does not matter.
create or replace function private.outcome_rank(status text) returns int
language plpgsql immutable parallel safe set search_path = '' as $$
begin
  return case status when 'pending' then 0 when 'active' then 1 when 'stopped' then 2 when 'finished' then 2 when 'error' then 2
    when 'replied' then 3 when 'bounced' then 4 when 'opted_out' then 5 when 'erased' then 6 else 0 end;
end
$$;

-- The mail an event is about: by its message id, else by campaign, step and contact; always one sent to this contact.
create or replace function private.find_send(
  workspace uuid, contact uuid, campaign uuid, step smallint, message text, sandbox boolean
) returns setof public.sends
language plpgsql stable rows 1 set search_path = '' as $$
begin
  return query select * from (
    (select s.* from public.sends s where s.workspace_id = workspace and s.message_id = message
      and s.contact_id = contact and s.sandbox_mode = sandbox order by s.sent_at, s.id limit 1)
    union all
    (select s.* from public.sends s where s.workspace_id = workspace and s.campaign_id = campaign
      and s.step_number = step and s.contact_id = contact and s.sandbox_mode = sandbox)
  ) mail limit 1;
end
$$;

-- Makes the contacts that a batch is the first to name. By hash, so that an erased person's address is recognised and
-- never stored again.
create or replace function private.add_people(workspace uuid, incoming private.incoming_event[]) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into public.contacts (workspace_id, email, email_hash, company_domain)
    select distinct on (x.email) workspace, x.email, x.email_hash, split_part(x.email, '@', 2) from unnest(incoming) x
    where x.contact_id is null
      and (select c.id from public.contacts c where c.workspace_id = workspace and c.email_hash = x.email_hash limit 1) is null
      and (select s.reason from public.suppressions s where s.workspace_id = workspace and s.address_hash = x.email_hash)
        is distinct from 'erasure'
    order by x.email
    on conflict do nothing;
end
$$;

-- Everything an event points at, found or made. Names are few in a batch, so campaigns and mailboxes are looked up once each.
create or replace function private.resolve_events(workspace uuid, zone text, incoming private.incoming_event[])
returns private.resolved_event[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  campaigns jsonb;
  mailboxes jsonb;
  resolved private.resolved_event[];
begin
  insert into public.senders (workspace_id, email, provider)
    select workspace, n.sender_email, n.provider
    from (select x.sender_email, min(x.provider) as provider from unnest(incoming) x where x.sender_email is not null group by 1) n
    where not exists (select from public.senders s where s.workspace_id = workspace and s.email = n.sender_email)
    order by 2
    on conflict do nothing;
  select jsonb_object_agg(s.email, s.id) into mailboxes
    from (select distinct x.sender_email from unnest(incoming) x) n
    join public.senders s on s.workspace_id = workspace and s.email = n.sender_email;
  select jsonb_object_agg(n.name, k.id) into campaigns
    from (select distinct coalesce(x.campaign_id::text, x.campaign_name) as name, x.campaign_id from unnest(incoming) x) n
    join public.campaigns k on k.workspace_id = workspace
      and case when n.campaign_id is null then lower(k.name) = lower(n.name) and k.deleted_at is null else k.id = n.campaign_id end;

  for attempt in 1..2 loop
    resolved := array(
      select row(x, private.uuid_v7(),
          case when x.contact_id is null then (select c.id from public.contacts c where c.workspace_id = workspace and c.email_hash = x.email_hash
            order by c.deleted_at is not null limit 1)
            else (select c.id from public.contacts c where c.workspace_id = workspace and c.id = x.contact_id) end,
          (campaigns ->> coalesce(x.campaign_id::text, x.campaign_name))::uuid, x.step_number,
          (mailboxes ->> x.sender_email)::uuid, null::uuid, null::uuid, (x.occurred_at at time zone zone)::date,
          case when x.event_type not in ('opened', 'clicked', 'replied') then true
            when not private.is_countable(x.event_type, x.actor_class, x.reply_class) then false end)::private.resolved_event
      from unnest(incoming) x);
    exit when attempt = 2 or not exists (select from unnest(resolved) e where e.contact_id is null and (e.x).email is not null);
    perform private.add_people(workspace, incoming);
  end loop;

  -- An event that says all it needs is not looked up; one that leaves something out takes it from its mail.
  if exists (select from unnest(resolved) e where (e.x).event_type <> 'sent'
      and (e.campaign_id is null or e.step_number is null or e.sender_id is null)) then
    resolved := array(
      select row(e.x, e.id, e.contact_id, coalesce(e.campaign_id, m.campaign_id), coalesce(e.step_number, m.step_number),
          coalesce(e.sender_id, m.sender_id), m.variant_id, m.id, e.stat_day, e.is_first)::private.resolved_event
      from unnest(resolved) e
      left join lateral private.find_send(workspace, e.contact_id, e.campaign_id, e.step_number, (e.x).message_id,
        (e.x).sandbox_mode) m
        on (e.x).event_type <> 'sent' and (e.campaign_id is null or e.step_number is null or e.sender_id is null));
  end if;
  return resolved;
end
$$;

-- The mails that new `sent` events tell of. Only theirs: what is known already must not leave a trace a second time.
create or replace function private.add_sends(workspace uuid, events private.resolved_event[]) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into public.sends as s (workspace_id, id, campaign_id, step_number, contact_id, sender_id, status, provider, message_id,
      sandbox_mode, sent_at)
    select distinct on (e.campaign_id, e.step_number, e.contact_id, (e.x).sandbox_mode) workspace, e.id, e.campaign_id,
      e.step_number, e.contact_id, e.sender_id, 'sent', (e.x).provider, (e.x).message_id, (e.x).sandbox_mode, (e.x).occurred_at
    from unnest(events) e
    where (e.x).event_type = 'sent' and e.campaign_id is not null and e.step_number is not null
    order by e.campaign_id, e.step_number, e.contact_id, (e.x).sandbox_mode, (e.x).occurred_at, (e.x).dedupe_key
    on conflict (workspace_id, campaign_id, step_number, contact_id, sandbox_mode) do update
      set status = 'sent', sent_at = least(s.sent_at, excluded.sent_at),
        sender_id = coalesce(s.sender_id, excluded.sender_id), message_id = coalesce(s.message_id, excluded.message_id),
        provider = coalesce(s.provider, excluded.provider);
end
$$;

-- Makes the earliest countable event of each mail (of each campaign, for replies) the first, and no other.
create or replace function private.settle_first(workspace uuid, contacts uuid[]) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  risen uuid[];
  fallen uuid[];
begin
  if coalesce(contacts, '{}') = '{}' then
    return;
  end if;
  select array_agg(j.id) filter (where j.first and not j.is_first), array_agg(j.id) filter (where j.is_first and not j.first)
    into risen, fallen
    from (
      select e.id, e.is_first, private.is_countable(e.event_type, e.actor_class, e.reply_class) and row_number() over (
          partition by e.contact_id, e.event_type, e.sandbox_mode, e.campaign_id,
            case when e.event_type <> 'replied' then e.step_number end,
            private.is_countable(e.event_type, e.actor_class, e.reply_class)
          order by e.occurred_at, e.dedupe_key) = 1 as first
      from public.email_events e
      where e.workspace_id = workspace and e.contact_id = any (contacts) and e.event_type in ('opened', 'clicked', 'replied')
    ) j;
  update public.email_events e set is_first = false where e.workspace_id = workspace and e.id = any (fallen);
  update public.email_events e set is_first = true where e.workspace_id = workspace and e.id = any (risen);
end
$$;

-- Events that came before their mail was known take its campaign, step and sender over.
create or replace function private.link_earlier_events(workspace uuid, contacts uuid[]) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  event public.email_events;
  mail public.sends;
  touched uuid[] := '{}';
begin
  for event in
    select e.* from public.email_events e
    where e.workspace_id = workspace and e.contact_id = any (contacts) and e.send_id is null and e.event_type <> 'sent'
      and (e.campaign_id is null or e.step_number is null or e.sender_id is null)
  loop
    select * into mail from private.find_send(workspace, event.contact_id, event.campaign_id, event.step_number,
      event.message_id, event.sandbox_mode);
    continue when not found;
    update public.email_events e set campaign_id = coalesce(e.campaign_id, mail.campaign_id),
        step_number = coalesce(e.step_number, mail.step_number), sender_id = coalesce(e.sender_id, mail.sender_id),
        variant_id = coalesce(e.variant_id, mail.variant_id), send_id = mail.id
      where e.workspace_id = workspace and e.id = event.id;
    touched := touched || event.contact_id;
    if event.event_type = 'bounced' then
      update public.sends s set bounced_at = coalesce(s.bounced_at, event.occurred_at)
        where s.workspace_id = workspace and s.id = mail.id;
    elsif event.event_type = 'replied' and not event.sandbox_mode
      and private.is_countable('replied', event.actor_class, event.reply_class) then
      perform private.stop_enrollments(workspace, event.contact_id, mail.campaign_id, 'replied');
    end if;
  end loop;
  if touched <> '{}' then
    perform private.settle_first(workspace, touched);
  end if;
end
$$;

-- Ends what still runs for a contact, in one campaign or, without one, in all. A later outcome never gives way to an earlier.
create or replace function private.stop_enrollments(workspace uuid, contact uuid, campaign uuid, outcome text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.enrollments o set status = outcome, stop_reason = outcome, finished_at = coalesce(o.finished_at, now()),
      next_step_at = null, updated_at = now()
    where o.workspace_id = workspace and o.contact_id = contact and (campaign is null or o.campaign_id = campaign)
      and private.outcome_rank(outcome) > private.outcome_rank(o.status);
end
$$;

-- What the events do to people: contact and enrollment states, suppressions, the compliance trail. Never for the sandbox.
create or replace function private.apply_outcomes(workspace uuid, events private.resolved_event[], context jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  outcome record;
begin
  for outcome in
    select e.id, e.contact_id, e.campaign_id, e.step_number, (e.x).event_type, (e.x).occurred_at as at, o.status,
      case when (e.x).event_type = 'complained' then 'complaint' when o.status = 'opted_out' then 'opt_out'
        when o.status = 'bounced' then 'hard_bounce' end as suppression
    from unnest(events) e
    cross join lateral (select case
      when (e.x).event_type in ('opted_out', 'complained') or (e.x).reply_class = 'unsubscribe' then 'opted_out'
      when (e.x).event_type = 'bounced' and (e.x).bounce_type = 'hard' then 'bounced'
      when private.is_countable((e.x).event_type, (e.x).actor_class, (e.x).reply_class) then 'replied' end as status) o
    where (e.x).event_type in ('replied', 'bounced', 'opted_out', 'complained') and not (e.x).sandbox_mode
    order by e.contact_id, (e.x).occurred_at
  loop
    update public.sends s set bounced_at = coalesce(s.bounced_at, outcome.at)
      where outcome.event_type = 'bounced' and s.workspace_id = workspace and s.campaign_id = outcome.campaign_id
        and s.step_number = outcome.step_number and s.contact_id = outcome.contact_id and not s.sandbox_mode;
    continue when outcome.status is null;
    update public.contacts c set status = outcome.status, status_at = outcome.at
      where c.workspace_id = workspace and c.id = outcome.contact_id
        and private.outcome_rank(outcome.status) > private.outcome_rank(c.status);
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
      from public.contacts c where c.workspace_id = workspace and c.id = outcome.contact_id
      on conflict (workspace_id, address_hash) do update
        set reason = excluded.reason, evidence = excluded.evidence, source_event_id = excluded.source_event_id
        -- A person's own wish outranks what a mail server said.
        where s.reason = 'hard_bounce' and excluded.reason <> 'hard_bounce';
  end loop;
end
$$;

-- Who was written to is enrolled, at the step last sent; a reply can be the first we hear of an enrollment.
create or replace function private.move_enrollments(workspace uuid, events private.resolved_event[]) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into public.enrollments as o (workspace_id, campaign_id, contact_id, status, current_step, sender_id, last_contacted_at,
      stop_reason, finished_at)
    select workspace, w.campaign_id, w.contact_id, coalesce(w.outcome, 'active'), w.step, w.sender_id, w.sent_at, w.outcome,
      case when w.outcome is not null then now() end
    from (
      select g.*, coalesce((select c.status from public.contacts c
          where c.workspace_id = workspace and c.id = g.contact_id and c.status in ('bounced', 'opted_out')),
        case when g.replied then 'replied' end) as outcome
      from (
        select e.campaign_id, e.contact_id, coalesce(max(e.step_number) filter (where (e.x).event_type = 'sent'), 0) as step,
          max((e.x).occurred_at) filter (where (e.x).event_type = 'sent') as sent_at,
          bool_or((e.x).event_type = 'replied') as replied, max(e.sender_id::text)::uuid as sender_id
        from unnest(events) e
        where e.campaign_id is not null and not (e.x).sandbox_mode and ((e.x).event_type = 'sent'
          or ((e.x).event_type = 'replied' and private.is_countable('replied', (e.x).actor_class, (e.x).reply_class)))
        group by 1, 2
      ) g
    ) w
    order by w.campaign_id, w.contact_id
  on conflict (workspace_id, campaign_id, contact_id) do update
    set current_step = greatest(o.current_step, excluded.current_step), sender_id = coalesce(excluded.sender_id, o.sender_id),
      last_contacted_at = greatest(o.last_contacted_at, excluded.last_contacted_at), updated_at = now();
end
$$;

-- Tells people: replies and opt-outs bundled per campaign and ten minutes, bounces once per campaign and day above 5 %.
create or replace function private.notify_of_events(workspace uuid, events private.resolved_event[]) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare
  told record;
  notices int := 0;
begin
  for told in
    select e.campaign_id, k.name as campaign, kind.kind, count(*)::int as n,
      (array_agg(coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email)))[1] as who,
      to_char(to_timestamp(floor(extract(epoch from now()) / 600) * 600), 'YYYYMMDDHH24MI') as bucket
    from unnest(events) e
    left join public.contacts c on c.workspace_id = workspace and c.id = e.contact_id
    left join public.campaigns k on k.workspace_id = workspace and k.id = e.campaign_id
    cross join lateral (select case
      when (e.x).event_type = 'replied' and (e.x).reply_class = 'positive' then 'positive_reply'
      when (e.x).event_type = 'replied'
        and private.is_countable('replied', (e.x).actor_class, (e.x).reply_class) then 'reply_received'
      when (e.x).event_type = 'opted_out' then 'opt_out' end as kind) kind
    where (e.x).event_type in ('replied', 'opted_out') and kind.kind is not null and not (e.x).sandbox_mode
      and (e.x).occurred_at > now() - interval '2 days'
    group by 1, 2, 3 order by 1, 3
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
      where (e.x).event_type = 'bounced' and e.campaign_id is not null and not (e.x).sandbox_mode) b
    join public.campaigns k on k.workspace_id = workspace and k.id = b.campaign_id
    cross join lateral (select count(*)::int as sent, count(l.bounced_at)::int as bounced from (
      select s.bounced_at from public.sends s where s.workspace_id = workspace and s.campaign_id = b.campaign_id
        and not s.sandbox_mode and s.sent_at is not null order by s.id desc limit 100) l) r
    where r.sent >= 20 and r.bounced * 20 > r.sent
      and not exists (select from public.notifications n where n.workspace_id = workspace
        and n.dedupe_key = 'bounce_warning:' || b.campaign_id || ':' || current_date)
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

-- Marks the first open, click or reply of each mail among these and those known; a known one that turns out later steps back.
create or replace function private.mark_firsts(workspace uuid, events private.resolved_event[]) returns private.resolved_event[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  risen uuid[];
  fallen uuid[];
begin
  if not exists (select from unnest(events) e where e.is_first is null) then
    return events;
  end if;
  with candidate as (
    select e.id, e.contact_id, (e.x).event_type as kind, (e.x).sandbox_mode as sandbox, e.campaign_id as campaign,
      case when (e.x).event_type <> 'replied' then e.step_number end as step, (e.x).occurred_at as at, (e.x).dedupe_key as key
    from unnest(events) e where e.is_first is null
  ), best as (
    select distinct on (contact_id, kind, sandbox, campaign, step) * from candidate
    order by contact_id, kind, sandbox, campaign, step, at, key
  ), reigning as materialized (
    select e.id, e.contact_id, e.event_type as kind, e.sandbox_mode as sandbox, e.campaign_id as campaign,
      case when e.event_type <> 'replied' then e.step_number end as step, e.occurred_at as at, e.dedupe_key as key
    from public.email_events e
    where e.workspace_id = workspace and e.contact_id = any (array(select contact_id from candidate)) and e.is_first
      and e.event_type in ('opened', 'clicked', 'replied')
  ), contest as (
    select b.id, r.id as rival, r.id is not null and (r.at, r.key) <= (b.at, b.key) as loses
    from best b left join reigning r on (r.contact_id, r.kind, r.sandbox) = (b.contact_id, b.kind, b.sandbox)
      and r.campaign is not distinct from b.campaign and r.step is not distinct from b.step
  )
  select array_agg(id) filter (where not loses), array_agg(rival) filter (where not loses) into risen, fallen from contest;
  update public.email_events e set is_first = false where e.workspace_id = workspace and e.id = any (fallen);
  return array(
    select row(e.x, e.id, e.contact_id, e.campaign_id, e.step_number, e.sender_id, e.variant_id, e.send_id, e.stat_day,
      coalesce(e.is_first, r is not null))::private.resolved_event
    from unnest(events) e left join unnest(risen) r on r = e.id);
end
$$;

-- Records 1..1,000 events of one workspace with all their effects; the same event again changes nothing.
-- One batch of a workspace at a time: its rows of daily_stats would make them queue anyway, and so no two can deadlock.
-- deliveries: [{source, id}] or null. Returns {accepted, duplicates: [i], rejected: [{i, code}], notices}.
-- The planner sees arrays of unknown length and, in a young workspace, empty tables, and a plan made for those stays. So each
-- look-up below is one by an index for one row of the array (a subselect or a lateral with a limit, which the planner cannot
-- turn into a join), and plans are made once.
create or replace function private.record_events(workspace uuid, deliveries jsonb, batch json, context jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
  set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  zone text;
  fresh boolean[];
  incoming private.incoming_event[] := array(select x from json_populate_recordset(null::private.incoming_event, batch) x);
  events private.resolved_event[];
  known private.resolved_event[];
  new_ids uuid[];
  duplicates int[];
  rejected jsonb;
  written_to uuid[];
begin
  perform private.assert_may(workspace, 'viewer');
  perform pg_advisory_xact_lock(hashtextextended(workspace::text, 1));
  select w.timezone into zone from public.workspaces w where w.id = workspace;
  if zone is null then
    raise exception using errcode = 'SV001', message = 'WORKSPACE_NOT_FOUND';
  end if;
  fresh := private.claim_deliveries(workspace, coalesce(deliveries, '[]'));

  duplicates := array(
    select d.i from (
      select x.i, x.delivery, row_number() over (partition by x.dedupe_key order by x.i) as n from unnest(incoming) x) d
    where d.n > 1 or coalesce(not fresh[d.delivery], false));
  if duplicates <> '{}' then
    incoming := array(select x from unnest(incoming) x left join unnest(duplicates) d on d = x.i where d is null);
  end if;

  events := private.resolve_events(workspace, zone, incoming);
  rejected := coalesce((select jsonb_agg(jsonb_build_object('i', (e.x).i,
      'code', case when e.contact_id is null then 'CONTACT_NOT_FOUND' else 'CAMPAIGN_NOT_FOUND' end))
    from unnest(events) e
    where e.contact_id is null or (e.campaign_id is null and (e.x).campaign_id is not null)), '[]');
  if rejected <> '[]' then
    events := array(select e from unnest(events) e
      where e.contact_id is not null and (e.campaign_id is not null or (e.x).campaign_id is null));
  end if;

  events := private.mark_firsts(workspace, events);
  -- Whether an event is known is left to the unique key itself: a look-up before would trust the planner with its index.
  with written as (
    insert into public.email_events (workspace_id, id, campaign_id, contact_id, send_id, sender_id, variant_id, step_number,
        event_type, actor_class, class_reason, is_first, tracking, bounce_type, reply_class, provider, message_id, subject,
        snippet, dedupe_key, sandbox_mode, occurred_at, stat_day, metadata)
      select workspace, e.id, e.campaign_id, e.contact_id, e.send_id, e.sender_id, e.variant_id, e.step_number, (e.x).event_type,
        (e.x).actor_class, (e.x).class_reason, coalesce(e.is_first, false),
        case when (e.x).event_type = 'sent' then coalesce((e.x).tracking,
          (select k.tracking from public.campaigns k where k.workspace_id = workspace and k.id = e.campaign_id), 'all') end,
        (e.x).bounce_type, (e.x).reply_class, (e.x).provider, (e.x).message_id, (e.x).subject, (e.x).snippet, (e.x).dedupe_key,
        (e.x).sandbox_mode, (e.x).occurred_at, e.stat_day,
        case when e.campaign_id is null and (e.x).campaign_name is not null
          then coalesce((e.x).metadata, '{}') || jsonb_build_object('campaign', (e.x).campaign_name)
          else coalesce((e.x).metadata, '{}') end
      from unnest(events) e
      on conflict (workspace_id, dedupe_key) do nothing
      returning id
  )
  select array_agg(id) into new_ids from written;
  if coalesce(array_length(new_ids, 1), 0) < coalesce(array_length(events, 1), 0) then
    known := array(select e from unnest(events) e left join unnest(new_ids) n on n = e.id where n is null);
    duplicates := duplicates || array(select (e.x).i from unnest(known) e);
    events := array(select e from unnest(events) e join unnest(new_ids) n on n = e.id);
    -- One that was let in as the first of its mail, and turned out to be known at another time, must give the mark back.
    perform private.settle_first(workspace, array(select distinct e.contact_id from unnest(known) e where e.is_first
      and (e.x).event_type in ('opened', 'clicked', 'replied')));
  end if;

  perform private.add_sends(workspace, events);
  perform private.move_enrollments(workspace, events);
  perform private.apply_outcomes(workspace, events, context);
  written_to := array(select distinct e.contact_id from unnest(events) e where (e.x).event_type = 'sent');
  if written_to <> '{}' then
    perform private.link_earlier_events(workspace, written_to);
  end if;

  insert into public.campaign_activity as a (workspace_id, campaign_id, last_send_at, last_event_at)
    select workspace, e.campaign_id, max((e.x).occurred_at) filter (where (e.x).event_type = 'sent'), max((e.x).occurred_at)
    from unnest(events) e where e.campaign_id is not null and not (e.x).sandbox_mode group by e.campaign_id order by e.campaign_id
    on conflict (workspace_id, campaign_id) do update set last_send_at = greatest(a.last_send_at, excluded.last_send_at),
      last_event_at = greatest(a.last_event_at, excluded.last_event_at);
  return jsonb_build_object('accepted', coalesce(array_length(events, 1), 0), 'duplicates', to_jsonb(duplicates),
    'rejected', rejected, 'notices', private.notify_of_events(workspace, events));
end
$$;
grant execute on function private.record_events(uuid, jsonb, json, jsonb) to workspace_agent, service_role;
