-- What: the one door into email_events, with every effect of an event; corrections; retention.
-- Why: an event is counted once and its effects happen once, in whatever order and however often it is sent (spec 05 §13, 15).
-- All in plpgsql: an SQL function that cannot be inlined is planned anew at every call.
-- Lock: none on data. Undo: drop the functions and types.
set lock_timeout = '2s';

do $$
begin
  if to_regtype('private.incoming_events') is null then
    -- As the web process hands a batch over: validated, lower-cased, keyed. One array for each field, in the order of the
    -- events; null where none has it. `delivery` counts from 1.
    create type private.incoming_events as (
      delivery int[], event_type text[], email text[], email_hash bytea[], contact_id uuid[], campaign_id uuid[],
      campaign_name text[], step_number smallint[], sender_email text[], provider text[], message_id text[],
      occurred_at timestamptz[], subject text[], snippet text[], bounce_type text[], reply_class text[], actor_class text[],
      class_reason text[], tracking text[], sandbox_mode boolean[], dedupe_key bytea[], metadata jsonb[]);
    -- With everything it points at known. Flat: a field of a field would be taken apart anew at each use.
    create type private.resolved_event as (
      i int, id uuid, event_type text, contact_id uuid, campaign_id uuid, step_number smallint, sender_id uuid, variant_id uuid,
      send_id uuid, provider text, message_id text, occurred_at timestamptz, subject text, snippet text,
      bounce_type text, reply_class text, actor_class text, class_reason text, tracking text, sandbox_mode boolean,
      dedupe_key bytea, metadata jsonb,
      -- Null until it is known which of several opens, clicks or replies was the first.
      is_first boolean,
      -- Why it cannot be recorded.
      refusal text);
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

-- The contact of each event, by its id or by the hash of its address: an erased person is recognised and never stored again.
-- Those who are named for the first time are made. Null for an id that is nobody's.
create or replace function private.resolve_contacts(workspace uuid, batch private.incoming_events) returns uuid[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  contacts uuid[];
begin
  for attempt in 1..2 loop
    contacts := array(
      select case when n.known is not null then n.known
        when n.id is not null then (select c.id from public.contacts c where c.workspace_id = workspace and c.id = n.id)
        else (select c.id from public.contacts c where c.workspace_id = workspace and c.email_hash = n.hash
          order by c.deleted_at is not null limit 1) end
      from rows from (unnest(batch.dedupe_key), unnest(batch.contact_id), unnest(batch.email_hash), unnest(contacts))
        with ordinality n(key, id, hash, known, i) order by n.i);
    exit when attempt = 2 or not exists (
      select from rows from (unnest(contacts), unnest(batch.contact_id), unnest(batch.email)) n(known, id, email)
      where n.known is null and n.id is null and n.email is not null);
    insert into public.contacts (workspace_id, email, email_hash, company_domain)
      select distinct on (n.email) workspace, n.email, n.hash, split_part(n.email, '@', 2)
      from rows from (unnest(contacts), unnest(batch.contact_id), unnest(batch.email), unnest(batch.email_hash))
        n(known, id, email, hash)
      where n.known is null and n.id is null and n.email is not null
        and (select s.reason from public.suppressions s where s.workspace_id = workspace and s.address_hash = n.hash)
          is distinct from 'erasure'
      order by n.email
      on conflict do nothing;
  end loop;
  return contacts;
end
$$;

-- The mailboxes that a batch names, {address: id}; new ones are made. Few in a batch, so each is looked up once.
create or replace function private.resolve_senders(workspace uuid, batch private.incoming_events) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into public.senders (workspace_id, email, provider)
    select workspace, n.email, n.provider
    from (select x.email, min(x.provider) as provider
      from rows from (unnest(batch.sender_email), unnest(batch.provider)) x(email, provider)
      where x.email is not null group by 1) n
    where not exists (select from public.senders s where s.workspace_id = workspace and s.email = n.email)
    order by 2
    on conflict do nothing;
  return (select jsonb_object_agg(s.email, s.id) from (select distinct unnest(batch.sender_email) as email) n
    join public.senders s on s.workspace_id = workspace and s.email = n.email);
end
$$;

-- The campaigns that a batch names, {id or name: [id, tracking]}.
create or replace function private.resolve_campaigns(workspace uuid, batch private.incoming_events) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select jsonb_object_agg(n.name, jsonb_build_array(k.id, k.tracking))
    from (select distinct coalesce(x.id::text, x.name) as name, x.id
      from rows from (unnest(batch.campaign_id), unnest(batch.campaign_name)) x(id, name)
      where coalesce(x.id::text, x.name) is not null) n
    join public.campaigns k on k.workspace_id = workspace
      and case when n.id is null then lower(k.name) = lower(n.name) and k.deleted_at is null else k.id = n.id end);
end
$$;

-- Everything that the events of a batch point at, found or made. What names one that does not exist has none.
create or replace function private.resolve_events(workspace uuid, batch private.incoming_events)
returns private.resolved_event[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  senders jsonb := private.resolve_senders(workspace, batch);
  campaigns jsonb := private.resolve_campaigns(workspace, batch);
  contacts uuid[] := private.resolve_contacts(workspace, batch);
begin
  return array(
    select row(x.i, private.uuid_v7(), x.event_type, x.contact_id, (campaigns -> x.campaign ->> 0)::uuid, x.step_number,
      (senders ->> x.sender_email)::uuid, null, null, x.provider, x.message_id, x.occurred_at, x.subject, x.snippet,
      x.bounce_type, x.reply_class, x.actor_class, x.class_reason,
      case when x.event_type = 'sent' then coalesce(x.tracking, campaigns -> x.campaign ->> 1, 'all') end,
      x.sandbox_mode, x.dedupe_key,
      case when campaigns -> x.campaign is null and x.campaign_name is not null
        then coalesce(x.metadata, '{}') || jsonb_build_object('campaign', x.campaign_name) else coalesce(x.metadata, '{}') end,
      case when x.event_type not in ('opened', 'clicked', 'replied') then true
        when not private.is_countable(x.event_type, x.actor_class, x.reply_class) then false end,
      case when x.contact_id is null then 'CONTACT_NOT_FOUND'
        when x.campaign_id is not null and campaigns -> x.campaign is null then 'CAMPAIGN_NOT_FOUND' end)::private.resolved_event
    from (
      select n.*, coalesce(n.campaign_id::text, n.campaign_name) as campaign
      from rows from (unnest(batch.event_type), unnest(contacts), unnest(batch.campaign_id), unnest(batch.campaign_name),
        unnest(batch.step_number), unnest(batch.sender_email), unnest(batch.provider), unnest(batch.message_id),
        unnest(batch.occurred_at), unnest(batch.subject), unnest(batch.snippet), unnest(batch.bounce_type),
        unnest(batch.reply_class), unnest(batch.actor_class), unnest(batch.class_reason), unnest(batch.tracking),
        unnest(batch.sandbox_mode), unnest(batch.dedupe_key), unnest(batch.metadata)) with ordinality
        n(event_type, contact_id, campaign_id, campaign_name, step_number, sender_email, provider, message_id, occurred_at,
          subject, snippet, bounce_type, reply_class, actor_class, class_reason, tracking, sandbox_mode, dedupe_key, metadata, i)
    ) x order by x.i);
end
$$;

-- An event that says all it needs is not looked up; one that leaves something out takes it from its mail.
create or replace function private.take_from_mails(workspace uuid, events private.resolved_event[])
returns private.resolved_event[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return array(
    select row(e.i, e.id, e.event_type, e.contact_id, coalesce(e.campaign_id, m.campaign_id),
      coalesce(e.step_number, m.step_number), coalesce(e.sender_id, m.sender_id), m.variant_id, m.id, e.provider, e.message_id,
      e.occurred_at, e.subject, e.snippet, e.bounce_type, e.reply_class, e.actor_class, e.class_reason, e.tracking,
      e.sandbox_mode, e.dedupe_key, e.metadata, e.is_first, e.refusal)::private.resolved_event
    from unnest(events) e
    left join lateral private.find_send(workspace, e.contact_id, e.campaign_id, e.step_number, e.message_id, e.sandbox_mode) m
      on e.event_type <> 'sent' and (e.campaign_id is null or e.step_number is null or e.sender_id is null));
end
$$;

-- The mails that new `sent` events tell of. Only theirs: what is known already must not leave a trace a second time.
create or replace function private.add_sends(workspace uuid, events private.resolved_event[]) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into public.sends as s (workspace_id, id, campaign_id, step_number, contact_id, sender_id, status, provider, message_id,
      sandbox_mode, sent_at)
    select distinct on (e.campaign_id, e.step_number, e.contact_id, e.sandbox_mode) workspace, e.id, e.campaign_id,
      e.step_number, e.contact_id, e.sender_id, 'sent', e.provider, e.message_id, e.sandbox_mode, e.occurred_at
    from unnest(events) e
    where e.event_type = 'sent' and e.campaign_id is not null and e.step_number is not null
    order by e.campaign_id, e.step_number, e.contact_id, e.sandbox_mode, e.occurred_at, e.dedupe_key
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
  if fallen is not null then
    update public.email_events e set is_first = false where e.workspace_id = workspace and e.id = any (fallen);
  end if;
  if risen is not null then
    update public.email_events e set is_first = true where e.workspace_id = workspace and e.id = any (risen);
  end if;
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
      update public.sends s set bounced_at = coalesce(s.bounced_at, outcome.at)
        where s.workspace_id = workspace and s.campaign_id = outcome.campaign_id and s.step_number = outcome.step_number
          and s.contact_id = outcome.contact_id and not s.sandbox_mode;
    end if;
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

-- Who is enrolled and was written to stands at the step last sent. Enrolling is a decision of its own: no event makes one.
create or replace function private.move_enrollments(workspace uuid, events private.resolved_event[]) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.enrollments o
    set status = case when o.status = 'pending' then 'active' else o.status end, current_step = greatest(o.current_step, w.step),
      sender_id = coalesce(w.sender_id, o.sender_id), last_contacted_at = greatest(o.last_contacted_at, w.sent_at), updated_at = now()
    from (
      select g.*, (select o.id from public.enrollments o
        where o.workspace_id = workspace and o.campaign_id = g.campaign_id and o.contact_id = g.contact_id) as enrollment
      from (
        select e.campaign_id, e.contact_id, max(e.step_number) as step, max(e.occurred_at) as sent_at,
          (array_agg(e.sender_id order by e.occurred_at desc))[1] as sender_id
        from unnest(events) e where e.event_type = 'sent' and e.campaign_id is not null and not e.sandbox_mode group by 1, 2
      ) g
    ) w
    where o.workspace_id = workspace and o.id = w.enrollment;
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
      when e.event_type = 'replied' and e.reply_class = 'positive' then 'positive_reply'
      when e.event_type = 'replied'
        and private.is_countable('replied', e.actor_class, e.reply_class) then 'reply_received'
      when e.event_type = 'opted_out' then 'opt_out' end as kind) kind
    where e.event_type in ('replied', 'opted_out') and kind.kind is not null and not e.sandbox_mode
      and e.occurred_at > now() - interval '2 days'
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
      where e.event_type = 'bounced' and e.campaign_id is not null and not e.sandbox_mode) b
    join public.campaigns k on k.workspace_id = workspace and k.id = b.campaign_id
    cross join lateral (select count(*)::int as sent, count(m.bounced_at)::int as bounced
      from (select e.step_number, e.contact_id from public.email_events e
        where e.workspace_id = workspace and e.campaign_id = b.campaign_id and e.event_type = 'sent' and not e.sandbox_mode
        order by e.occurred_at desc limit 100) l
      left join lateral (select s.bounced_at from public.sends s where s.workspace_id = workspace
        and s.campaign_id = b.campaign_id and s.step_number = l.step_number and s.contact_id = l.contact_id
        and not s.sandbox_mode limit 1) m on true) r
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
    from public.email_events e
    where e.workspace_id = workspace and e.contact_id = any (array(select contact_id from candidate)) and e.is_first
      and e.event_type in ('opened', 'clicked', 'replied')
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

-- Writes the events that are not known yet; returns their ids. Whether one is known is left to the unique key itself: a look-up
-- before would trust the planner with its index.
create or replace function private.insert_events(workspace uuid, zone text, events private.resolved_event[], firsts uuid[])
returns uuid[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  written uuid[];
begin
  with fresh as (
    insert into public.email_events (workspace_id, id, campaign_id, contact_id, send_id, sender_id, variant_id, step_number,
        event_type, actor_class, class_reason, is_first, tracking, bounce_type, reply_class, provider, message_id, subject,
        snippet, dedupe_key, sandbox_mode, occurred_at, stat_day, metadata)
      select workspace, e.id, e.campaign_id, e.contact_id, e.send_id, e.sender_id, e.variant_id, e.step_number, e.event_type,
        e.actor_class, e.class_reason, coalesce(e.is_first, f.id is not null), e.tracking, e.bounce_type, e.reply_class, e.provider,
        e.message_id, e.subject, e.snippet, e.dedupe_key, e.sandbox_mode, e.occurred_at, (e.occurred_at at time zone zone)::date,
        e.metadata
      from unnest(events) e left join unnest(firsts) f(id) on f.id = e.id
      on conflict (workspace_id, dedupe_key) do nothing
      returning id
  )
  select array_agg(id) into written from fresh;
  return coalesce(written, '{}');
end
$$;

-- What new events do to everything else. Returns how many people were told of something.
create or replace function private.apply_events(workspace uuid, events private.resolved_event[], context jsonb) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare
  kinds text[] := array(select distinct e.event_type from unnest(events) e);
begin
  if 'sent' = any (kinds) then
    perform private.add_sends(workspace, events);
    perform private.move_enrollments(workspace, events);
  end if;
  if kinds && array['replied', 'bounced', 'opted_out', 'complained'] then
    perform private.apply_outcomes(workspace, events, context);
  end if;
  if 'sent' = any (kinds) then
    perform private.link_earlier_events(workspace,
      array(select distinct e.contact_id from unnest(events) e where e.event_type = 'sent'));
  end if;
  insert into public.campaign_activity as a (workspace_id, campaign_id, last_send_at, last_event_at)
    select workspace, e.campaign_id, max(e.occurred_at) filter (where e.event_type = 'sent'), max(e.occurred_at)
    from unnest(events) e where e.campaign_id is not null and not e.sandbox_mode group by e.campaign_id order by e.campaign_id
    on conflict (workspace_id, campaign_id) do update set last_send_at = greatest(a.last_send_at, excluded.last_send_at),
      last_event_at = greatest(a.last_event_at, excluded.last_event_at);
  return case when kinds && array['replied', 'bounced', 'opted_out'] then private.notify_of_events(workspace, events) else 0 end;
end
$$;

-- Records 1..1,000 events of one workspace with all their effects; the same event again changes nothing.
-- deliveries: [{source, id}] or null. Returns {accepted, duplicates: [i], rejected: [{i, code}], notices}; i counts from 1.
-- Names are resolved first, side by side with other batches; then one batch of a workspace at a time: its rows of daily_stats
-- would make them queue anyway, and so no two can deadlock.
-- The planner sees arrays of unknown length and, in a young workspace, empty tables, and a plan made for those stays. So each
-- look-up below is one by an index for one row of the array (a subselect or a lateral with a limit, which the planner cannot
-- turn into a join), and plans are made once.
create or replace function private.record_events(workspace uuid, deliveries jsonb, batch private.incoming_events, context jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
  set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  zone text;
  fresh boolean[];
  events private.resolved_event[];
  firsts uuid[];
  new_ids uuid[];
  duplicates int[];
  rejected jsonb := '[]';
begin
  perform private.assert_may(workspace, 'viewer');
  if not exists (select from public.workspaces w where w.id = workspace) then
    raise exception using errcode = 'SV001', message = 'WORKSPACE_NOT_FOUND';
  end if;
  fresh := private.claim_deliveries(workspace, coalesce(deliveries, '[]'));
  duplicates := array(
    select d.i from (select x.i, x.delivery, row_number() over (partition by x.key order by x.i) as n
      from rows from (unnest(batch.dedupe_key), unnest(batch.delivery)) with ordinality x(key, delivery, i)) d
    where d.n > 1 or coalesce(not fresh[d.delivery], false));

  events := private.resolve_events(workspace, batch);
  rejected := coalesce((select jsonb_agg(jsonb_build_object('i', e.i, 'code', e.refusal)) from unnest(events) e
    left join unnest(duplicates) d(i) on d.i = e.i where d.i is null and e.refusal is not null), '[]');
  if duplicates <> '{}' or rejected <> '[]' then
    events := array(select e from unnest(events) e left join unnest(duplicates) d(i) on d.i = e.i
      where d.i is null and e.refusal is null);
  end if;

  perform pg_advisory_xact_lock(hashtextextended(workspace::text, 1));
  -- Only now: a change of the zone counts the days anew under the same lock.
  select w.timezone into zone from public.workspaces w where w.id = workspace;
  if exists (select from unnest(events) e
      where e.event_type <> 'sent' and (e.campaign_id is null or e.step_number is null or e.sender_id is null)) then
    events := private.take_from_mails(workspace, events);
  end if;
  if exists (select from unnest(events) e where e.is_first is null) then
    firsts := private.find_firsts(workspace, events);
  end if;
  new_ids := private.insert_events(workspace, zone, events, firsts);
  if cardinality(new_ids) < cardinality(events) then
    duplicates := duplicates || array(select e.i from unnest(events) e left join unnest(new_ids) n(id) on n.id = e.id
      where n.id is null);
    -- One that was let in as the first of its mail, and turned out to be known at another time, must give the mark back.
    perform private.settle_first(workspace, array(select distinct e.contact_id from unnest(events) e
      join unnest(firsts) f(id) on f.id = e.id left join unnest(new_ids) n(id) on n.id = e.id where n.id is null));
    events := array(select e from unnest(events) e join unnest(new_ids) n(id) on n.id = e.id);
  end if;

  return jsonb_build_object('accepted', cardinality(events), 'duplicates', to_jsonb(duplicates), 'rejected', rejected,
    'notices', private.apply_events(workspace, events, context));
end
$$;
grant execute on function private.record_events(uuid, jsonb, private.incoming_events, jsonb) to workspace_agent, service_role;
