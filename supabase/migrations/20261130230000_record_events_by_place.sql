-- What: record_events takes what a batch names once, and holds the workspace's lock for a third of the work.
-- Why: a thousand events name four hundred people, four mailboxes and one campaign; and most events need nobody else's to be
-- written (ADR 0026). Measured per 1,000: 34 ms of Postgres, 25 of them behind the lock.
-- The older form of record_events and its parts stay for processes of the release before; the next release drops them.
-- Lock: none on data. Undo: drop what is new here, and the functions of 20261120160000.
set lock_timeout = '2s';

do $$
begin
  if to_regtype('private.event_batch') is null then
    -- As the web process hands a batch over: validated, lower-cased, keyed. People, campaigns and mailboxes each stand once in
    -- arrays of their own; an event holds its place there, from 1, in `person`, `campaign` and `sender`. One array for each field
    -- of the events, in their order; null where none has it. `delivery` counts from 1. A campaign is named by id or by name.
    create type private.event_batch as (
      emails text[], email_hashes bytea[], campaign_ids uuid[], campaign_names text[], sender_emails text[],
      sender_providers text[],
      delivery int[], event_type text[], person int[], contact_id uuid[], campaign int[], step_number smallint[], sender int[],
      provider text[], message_id text[], occurred_at timestamptz[], subject text[], snippet text[], bounce_type text[],
      reply_class text[], actor_class text[], class_reason text[], tracking text[], sandbox_mode boolean[], dedupe_key bytea[],
      metadata jsonb[]);
  end if;
end
$$;

-- Counting is the one thing that batches of a workspace must do one after the other, so the lock is taken there, wherever rows
-- come from. Triggers run in the order of their names: this one before `stats_insert`.
create or replace function private.count_in_turn() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(w.id::text, 1)) from (select distinct workspace_id as id from changed order by 1) w;
  return null;
end
$$;
create or replace trigger count_in_turn after insert on public.email_events
  referencing new table as changed for each statement execute function private.count_in_turn();

-- The people of a batch, in its order: by the hash of their address, so an erased person is recognised and never stored again.
-- Strangers are made, also for an event that turns out to be known under somebody else: `made` are those. None is made for events
-- in `idle` alone. Null for who is nobody. Each look-up asks for an order that just one index has, which settles the planner's
-- choice whatever it knows of the table: `between` leaves the last column of a whole key to be ordered by (ADR 0025).
create or replace function private.resolve_people(
  workspace uuid, batch private.event_batch, idle int[], out people uuid[], out made uuid[]
)
language plpgsql volatile security definer set search_path = '' set enable_sort = off
  set enable_nestloop = off as $$
begin
  for attempt in 1..2 loop
    people := array(select (select c.id from public.contacts c where c.workspace_id = workspace and c.email_hash = h.hash
      order by c.deleted_at nulls first limit 1) from unnest(batch.email_hashes) with ordinality h(hash, i) order by h.i);
    exit when attempt = 2 or array_position(people, null) is null;
    with stranger as (
      insert into public.contacts (workspace_id, email, email_hash, company_domain)
      select workspace, p.email, p.hash, split_part(p.email, '@', 2)
      from rows from (unnest(batch.emails), unnest(batch.email_hashes), unnest(people)) with ordinality p(email, hash, id, i)
      join (select distinct x.person from unnest(batch.person) with ordinality x(person, i) where x.i <> all (idle)) w
        on w.person = p.i
      where p.id is null and (select s.reason from public.suppressions s where s.workspace_id = workspace
          and s.address_hash between p.hash and p.hash order by s.address_hash limit 1) is distinct from 'erasure'
      order by p.hash
      on conflict do nothing returning id
    )
    select array_agg(id) into made from stranger;
  end loop;
end
$$;

-- The mailboxes of a batch, in its order; new ones are made.
create or replace function private.resolve_senders(workspace uuid, batch private.event_batch) returns uuid[]
language plpgsql volatile security definer set search_path = '' set enable_sort = off as $$
declare
  senders uuid[];
begin
  for attempt in 1..2 loop
    senders := array(select (select s.id from public.senders s where s.workspace_id = workspace
      and s.email between n.email and n.email order by s.email limit 1)
      from unnest(batch.sender_emails) with ordinality n(email, i) order by n.i);
    exit when attempt = 2 or array_position(senders, null) is null;
    insert into public.senders (workspace_id, email, provider)
      select workspace, n.email, n.provider
      from rows from (unnest(batch.sender_emails), unnest(batch.sender_providers), unnest(senders)) n(email, provider, id)
      where n.id is null order by n.email
      on conflict do nothing;
  end loop;
  return senders;
end
$$;

-- The campaigns of a batch and what their mails report back, both in its order; null for one that is nobody's.
create or replace function private.resolve_campaigns(
  workspace uuid, batch private.event_batch, out campaigns uuid[], out trackings text[]
)
language plpgsql stable security definer set search_path = '' set enable_sort = off as $$
begin
  select array_agg(n.id order by n.i), array_agg((select k.tracking from public.campaigns k where k.workspace_id = workspace
      and k.id between n.id and n.id order by k.id limit 1) order by n.i) into campaigns, trackings
    from (
      select g.i, case when g.id is not null then (select k.id from public.campaigns k where k.workspace_id = workspace
          and k.id between g.id and g.id order by k.id limit 1)
        else (select k.id from public.campaigns k where k.workspace_id = workspace and k.deleted_at is null
          and lower(k.name) between lower(g.name) and lower(g.name) order by lower(k.name) limit 1) end as id
      from rows from (unnest(batch.campaign_ids), unnest(batch.campaign_names)) with ordinality g(id, name, i) offset 0) n;
end
$$;

-- Everything that the events of a batch point at, found or made. What names one that does not exist has none. An open, click
-- or reply that may be the first of its mail has no `is_first` yet (as private.is_countable says; a call for each would cost more).
create or replace function private.resolve_events(
  workspace uuid, batch private.event_batch, ids uuid[], people uuid[], campaigns uuid[], trackings text[]
) returns private.resolved_event[]
language plpgsql volatile security definer set search_path = '' set enable_sort = off as $$
declare
  names text[] := batch.campaign_names;
  senders uuid[] := private.resolve_senders(workspace, batch);
begin
  return array(
    select row(x.i, x.id, x.event_type, x.contact, campaigns[x.campaign], x.step_number, senders[x.sender], null, null,
      x.provider, x.message_id, x.occurred_at, x.subject, x.snippet, x.bounce_type, x.reply_class, x.actor_class, x.class_reason,
      case when x.event_type = 'sent' then coalesce(x.tracking, trackings[x.campaign], 'all') end,
      x.sandbox_mode, x.dedupe_key,
      case when campaigns[x.campaign] is null and names[x.campaign] is not null
        then coalesce(x.metadata, '{}') || jsonb_build_object('campaign', names[x.campaign]) else coalesce(x.metadata, '{}') end,
      case when x.event_type not in ('opened', 'clicked', 'replied') then true
        when x.actor_class <> 'human' or (x.event_type = 'replied' and x.reply_class in ('out_of_office', 'auto_reply'))
          then false end,
      case when x.campaign is not null and campaigns[x.campaign] is null and names[x.campaign] is null then 'CAMPAIGN_NOT_FOUND'
        when x.contact is null then 'CONTACT_NOT_FOUND' end)::private.resolved_event
    from (
      select n.*, case when n.contact_id is null then people[n.person] else (select c.id from public.contacts c
        where c.workspace_id = workspace and c.id between n.contact_id and n.contact_id order by c.id limit 1) end as contact
      from rows from (unnest(ids), unnest(batch.event_type), unnest(batch.person), unnest(batch.contact_id),
        unnest(batch.campaign), unnest(batch.step_number), unnest(batch.sender), unnest(batch.provider), unnest(batch.message_id),
        unnest(batch.occurred_at), unnest(batch.subject), unnest(batch.snippet), unnest(batch.bounce_type),
        unnest(batch.reply_class), unnest(batch.actor_class), unnest(batch.class_reason), unnest(batch.tracking),
        unnest(batch.sandbox_mode), unnest(batch.dedupe_key), unnest(batch.metadata)) with ordinality
        n(id, event_type, person, contact_id, campaign, step_number, sender, provider, message_id, occurred_at, subject, snippet,
          bounce_type, reply_class, actor_class, class_reason, tracking, sandbox_mode, dedupe_key, metadata, i)
    ) x order by x.i);
end
$$;

-- The places of events that name a campaign by an id that is nobody's.
create or replace function private.find_homeless(batch private.event_batch, campaigns uuid[]) returns int[]
language plpgsql immutable set search_path = '' as $$
begin
  if campaigns is null or array_position(campaigns, null) is null then
    return '{}';
  end if;
  return array(select x.i from unnest(batch.campaign) with ordinality x(place, i)
    join rows from (unnest(batch.campaign_ids), unnest(campaigns)) with ordinality k(id, found, i) on k.i = x.place
    where k.id is not null and k.found is null);
end
$$;

-- The places of events that were applied before: by their delivery, or further up in the same batch by one that can be recorded.
create or replace function private.find_repeated(batch private.event_batch, fresh boolean[], refused int[]) returns int[]
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
  select array_agg(id) filter (where not loses), array_agg(rival) filter (where not loses and rival is not null)
    into risen, fallen from contest;
  if fallen is not null then
    update public.email_events e set is_first = false where e.workspace_id = workspace and e.id = any (fallen);
  end if;
  return risen;
end
$$;

-- Writes the events that are not known yet; returns the ids of those that are. Whether one is known is left to the unique key
-- itself: a look-up before would trust the planner with its index. In the order of their keys, so that two batches with the same
-- events wait for each other one way only. The trigger that counts them takes the workspace's lock.
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
    order by e.dedupe_key
    on conflict (workspace_id, dedupe_key) do nothing;
  get diagnostics written = row_count;
  if written = cardinality(events) then
    return '{}';
  end if;
  return private.find_known(workspace, events);
end
$$;

-- What new events do to everything else. Returns how many people were told of something.
create or replace function private.apply_events(workspace uuid, events private.resolved_event[], context jsonb) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare
  sent private.resolved_event[];
  answers private.resolved_event[];
begin
  select array_agg(e) filter (where e.event_type = 'sent'),
      array_agg(e) filter (where e.event_type in ('replied', 'bounced', 'opted_out', 'complained'))
    into sent, answers from unnest(events) e;
  if sent is not null then
    perform private.add_sends(workspace, sent);
    perform private.move_enrollments(workspace, sent);
  end if;
  if answers is not null then
    perform private.apply_outcomes(workspace, answers, context);
  end if;
  if sent is not null then
    perform private.link_earlier_events(workspace, array(select distinct e.contact_id from unnest(sent) e));
  end if;
  insert into public.campaign_activity as a (workspace_id, campaign_id, last_send_at, last_event_at)
    select workspace, e.campaign_id, max(e.occurred_at) filter (where e.event_type = 'sent'), max(e.occurred_at)
    from unnest(events) e where e.campaign_id is not null and not e.sandbox_mode group by e.campaign_id order by e.campaign_id
    on conflict (workspace_id, campaign_id) do update set last_send_at = greatest(a.last_send_at, excluded.last_send_at),
      last_event_at = greatest(a.last_event_at, excluded.last_event_at);
  return case when answers is null then 0 else private.notify_of_events(workspace, answers) end;
end
$$;

-- Records 1..1,000 events of one workspace with all their effects; the same event again changes nothing.
-- deliveries: [{source, id}] or null; ids: one for each event, made here when absent. Returns {accepted, duplicates: [i],
-- rejected: [{i, code}], notices}; i counts from 1.
-- Three parts, so that batches of one workspace queue for the last alone. What the events name is resolved. Those that say all
-- they need are written. Then, one batch at a time, the rest: counting, events that compete to be the first of their mail or take
-- something over from it, and what events do to others. Locks are taken in one order (deliveries, senders, contacts, the zone,
-- events by key, the workspace, the rest), so none wait in a circle but in the one case that ADR 0026 names. Plans are made once, for arrays of any length: each look-up is
-- one by an index for one row of an array, a subselect or a lateral with an order, which the planner cannot turn into a join.
create or replace function private.record_events(
  workspace uuid, deliveries jsonb, batch private.event_batch, context jsonb, ids uuid[] default null
) returns jsonb
language plpgsql volatile security definer set search_path = ''
  set enable_seqscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  zone text;
  campaigns uuid[];
  trackings text[];
  people uuid[];
  strangers uuid[];
  events private.resolved_event[];
  entangled private.resolved_event[];
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
  select k.campaigns, k.trackings into campaigns, trackings from private.resolve_campaigns(workspace, batch) k;
  homeless := private.find_homeless(batch, campaigns);
  duplicates := private.find_repeated(batch, fresh, homeless);
  select p.people, p.made into people, strangers from private.resolve_people(workspace, batch, duplicates || homeless) p;
  events := private.resolve_events(workspace, batch,
    coalesce(ids, array(select private.uuid_v7() from generate_subscripts(batch.dedupe_key, 1))), people, campaigns, trackings);
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
  if has_gaps or has_rivals then
    select coalesce(array_agg(x.e) filter (where x.is_entangled), '{}'), coalesce(array_agg(x.e) filter (where not x.is_entangled), '{}')
      into entangled, events
      from (select e, e.is_first is null or (e.event_type <> 'sent'
        and (e.campaign_id is null or e.step_number is null or e.sender_id is null)) as is_entangled from unnest(events) e) x;
  end if;

  -- Whoever counts days anew in another zone waits until what is recorded in this one has its place.
  perform pg_advisory_xact_lock_shared(hashtextextended(workspace::text, 3));
  select w.timezone into zone from public.workspaces w where w.id = workspace;
  known := '{}';
  if events <> '{}' then
    known := private.insert_events(workspace, zone, events, null);
  end if;

  perform pg_advisory_xact_lock(hashtextextended(workspace::text, 1));
  if entangled <> '{}' then
    if has_gaps then
      entangled := private.take_from_mails(workspace, entangled);
    end if;
    if has_rivals then
      firsts := private.find_firsts(workspace, entangled);
    end if;
    known := known || private.insert_events(workspace, zone, entangled, firsts);
    events := events || entangled;
  end if;
  if known <> '{}' then
    duplicates := duplicates || array(select e.i from unnest(events) e join unnest(known) k(id) on k.id = e.id);
    -- One that was let in as the first of its mail, and turned out to be known at another time, must give the mark back.
    perform private.settle_first(workspace, array(select distinct e.contact_id from unnest(events) e
      join unnest(firsts) f(id) on f.id = e.id join unnest(known) k(id) on k.id = e.id));
    events := array(select e from unnest(events) e left join unnest(known) k(id) on k.id = e.id where k.id is null);
  end if;
  if strangers is not null and (known <> '{}' or refused is not null) then
    -- Nobody else has seen them yet.
    delete from public.contacts c where c.workspace_id = workspace and c.id = any (strangers)
      and c.id <> all (array(select e.contact_id from unnest(events) e));
  end if;

  return jsonb_build_object('accepted', cardinality(events), 'duplicates', to_jsonb(duplicates),
    'rejected', coalesce(rejected, '[]'), 'notices', private.apply_events(workspace, events, context));
end
$$;
grant execute on function private.record_events(uuid, jsonb, private.event_batch, jsonb, uuid[]) to workspace_agent, service_role;

-- Puts what happened in [from_at, until_at) on its day in the workspace's present zone; the update triggers move the counts.
-- Waits for what is being recorded in the zone before. Returns how many rows moved.
create or replace function private.rebucket_range(workspace uuid, from_at timestamptz, until_at timestamptz) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare
  zone text;
  events int;
  costs int;
begin
  perform pg_advisory_xact_lock(hashtextextended(workspace::text, 3));
  perform pg_advisory_xact_lock(hashtextextended(workspace::text, 1)), pg_advisory_xact_lock(hashtextextended(workspace::text, 2));
  select w.timezone into zone from public.workspaces w where w.id = workspace;
  update public.email_events e set stat_day = (e.occurred_at at time zone zone)::date
    where e.workspace_id = workspace and e.occurred_at >= from_at and e.occurred_at < until_at
      and e.stat_day <> (e.occurred_at at time zone zone)::date;
  get diagnostics events = row_count;
  update public.cost_events e set stat_day = (e.occurred_at at time zone zone)::date
    where e.workspace_id = workspace and e.occurred_at >= from_at and e.occurred_at < until_at
      and e.stat_day <> (e.occurred_at at time zone zone)::date;
  get diagnostics costs = row_count;
  return events + costs;
end
$$;
