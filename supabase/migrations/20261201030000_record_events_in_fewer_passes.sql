-- What: record_events reads its events once where it read them three times, looks new people up once, and writes events as new
-- until one turns out to be known (ADR 0028); its older form goes.
-- Why: a thousand events cost Postgres half as much again as bare inserts; each pass over them takes a thirtieth, asking of each
-- whether it is known a fourteenth. The release before needed the older form (private.incoming_events), this one does not.
-- Lock: none on data. Undo: the functions of 20261130230000.
set lock_timeout = '2s';

-- With it go the functions that take one.
drop type if exists private.incoming_events cascade;
drop function if exists private.resolve_events(uuid, private.event_batch, uuid[], uuid[], uuid[], text[]);
drop function if exists private.resolve_people(uuid, private.event_batch, int[]);

-- The people of a batch, in its order: by the hash of their address, so an erased person is recognised and never stored again.
-- Strangers are made, each under the id of the first event about him, also when that turns out to be known under somebody else:
-- `made` are those. None is made for events in `idle` alone. Null for who is nobody. Each look-up asks for an order that just one
-- index has, which settles the planner's choice whatever it knows of the table (ADR 0025).
create or replace function private.resolve_people(
  workspace uuid, batch private.event_batch, ids uuid[], idle int[], out people uuid[], out made uuid[]
)
language plpgsql volatile security definer set search_path = '' set enable_sort = off
  set enable_nestloop = off as $$
declare
  made_hashes bytea[];
begin
  people := array(select (select c.id from public.contacts c where c.workspace_id = workspace and c.email_hash = h.hash
    order by c.deleted_at nulls first limit 1) from unnest(batch.email_hashes) with ordinality h(hash, i) order by h.i);
  if array_position(people, null) is null then
    return;
  end if;
  with stranger as (
    insert into public.contacts (workspace_id, id, email, email_hash, company_domain)
    select workspace, ids[w.first], p.email, p.hash, split_part(p.email, '@', 2)
    from rows from (unnest(batch.emails), unnest(batch.email_hashes), unnest(people)) with ordinality p(email, hash, id, i)
    join (select x.person, min(x.i) as first from unnest(batch.person) with ordinality x(person, i) where x.i <> all (idle)
      group by x.person) w on w.person = p.i
    where p.id is null and (select s.reason from public.suppressions s where s.workspace_id = workspace
        and s.address_hash between p.hash and p.hash order by s.address_hash limit 1) is distinct from 'erasure'
    order by p.hash
    on conflict (workspace_id, email) where deleted_at is null do nothing returning id, email_hash
  )
  select array_agg(id), array_agg(email_hash) into made, made_hashes from stranger;
  -- Who is still missing was made by somebody else meanwhile, or is nobody.
  people := array(select coalesce(p.id, m.id, (select c.id from public.contacts c
      where c.workspace_id = workspace and c.email_hash = p.hash order by c.deleted_at nulls first limit 1))
    from rows from (unnest(people), unnest(batch.email_hashes)) with ordinality p(id, hash, i)
    left join unnest(made, made_hashes) m(id, hash) on m.hash = p.hash order by p.i);
end
$$;

-- Everything that the events of a batch point at, found or made, and the events by what they need: those that say all (`free`);
-- those that compete to be the first of their mail or take something over from it (`entangled`); those that name what is not
-- there (`refused`). Null where there is none. An open, click or reply that may be the first of its mail has no `is_first` yet (as
-- private.is_countable says; a call for each would cost more).
create or replace function private.resolve_events(
  workspace uuid, batch private.event_batch, ids uuid[], people uuid[], campaigns uuid[], trackings text[],
  out free private.resolved_event[], out entangled private.resolved_event[], out refused private.resolved_event[],
  out has_gaps boolean, out has_rivals boolean
)
language plpgsql volatile security definer set search_path = '' as $$
declare
  names text[] := batch.campaign_names;
  senders uuid[] := private.resolve_senders(workspace, batch);
begin
  select array_agg(y.event) filter (where y.refusal is null and not y.is_gapped and y.is_first is not null),
      array_agg(y.event) filter (where y.refusal is null and (y.is_gapped or y.is_first is null)),
      array_agg(y.event) filter (where y.refusal is not null),
      bool_or(y.is_gapped), bool_or(y.is_first is null)
    into free, entangled, refused, has_gaps, has_rivals
    from (
      select z.refusal, z.is_first,
        z.event_type <> 'sent' and (z.campaign_id is null or z.step_number is null or z.sender_id is null) as is_gapped,
        row(z.i, z.id, z.event_type, z.contact_id, z.campaign_id, z.step_number, z.sender_id, null, null, z.provider, z.message_id,
          z.occurred_at, z.subject, z.snippet, z.bounce_type, z.reply_class, z.actor_class, z.class_reason, z.tracking,
          z.sandbox_mode, z.dedupe_key, z.metadata, z.is_first, z.refusal)::private.resolved_event as event
      from (
        select x.i, x.id, x.event_type, x.contact_id, campaigns[x.campaign] as campaign_id, x.step_number,
          senders[x.sender] as sender_id, x.provider, x.message_id, x.occurred_at, x.subject, x.snippet, x.bounce_type,
          x.reply_class, x.actor_class, x.class_reason, x.sandbox_mode, x.dedupe_key,
          case when x.event_type = 'sent' then coalesce(x.tracking, trackings[x.campaign], 'all') end as tracking,
          case when campaigns[x.campaign] is null and names[x.campaign] is not null
            then coalesce(x.metadata, '{}') || jsonb_build_object('campaign', names[x.campaign])
            else coalesce(x.metadata, '{}') end as metadata,
          case when x.event_type not in ('opened', 'clicked', 'replied') then true
            when x.actor_class <> 'human' or (x.event_type = 'replied' and x.reply_class in ('out_of_office', 'auto_reply'))
              then false end as is_first,
          case when x.campaign is not null and campaigns[x.campaign] is null and names[x.campaign] is null
            then 'CAMPAIGN_NOT_FOUND' when x.contact_id is null then 'CONTACT_NOT_FOUND' end as refusal
        from (
          select n.*, case when n.named is null then people[n.person] else (select c.id from public.contacts c
            where c.workspace_id = workspace and c.id between n.named and n.named order by c.id limit 1) end as contact_id
          from rows from (unnest(ids), unnest(batch.event_type), unnest(batch.person), unnest(batch.contact_id),
            unnest(batch.campaign), unnest(batch.step_number), unnest(batch.sender), unnest(batch.provider),
            unnest(batch.message_id), unnest(batch.occurred_at), unnest(batch.subject), unnest(batch.snippet),
            unnest(batch.bounce_type), unnest(batch.reply_class), unnest(batch.actor_class), unnest(batch.class_reason),
            unnest(batch.tracking), unnest(batch.sandbox_mode), unnest(batch.dedupe_key), unnest(batch.metadata))
            with ordinality n(id, event_type, person, named, campaign, step_number, sender, provider, message_id, occurred_at,
              subject, snippet, bounce_type, reply_class, actor_class, class_reason, tracking, sandbox_mode, dedupe_key, metadata, i)
          offset 0) x
        offset 0) z) y;
end
$$;

-- The ids of those events that are kept under another id.
create or replace function private.find_known(workspace uuid, events private.resolved_event[]) returns uuid[]
language plpgsql stable set search_path = '' set enable_sort = off as $$
begin
  return array(select e.id from unnest(events) e where e.id <> (
    select k.id from public.email_events k where k.workspace_id = workspace
      and k.dedupe_key between e.dedupe_key and e.dedupe_key order by k.dedupe_key limit 1));
end
$$;

-- Writes the events that are not known yet; returns the ids of those that are. Most batches are all new, so none is asked about
-- before the unique key has refused one: asking for each takes a tenth of the time. What another batch writes meanwhile is
-- refused in turn, and known then. In the order of their keys, so that two batches with the same events wait for each other one
-- way only. The trigger that counts them takes the workspace's lock.
create or replace function private.insert_events(workspace uuid, zone text, events private.resolved_event[], firsts uuid[])
returns uuid[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  known uuid[] := '{}';
  before int;
begin
  loop
    begin
      insert into public.email_events (workspace_id, id, campaign_id, contact_id, send_id, sender_id, variant_id, step_number,
          event_type, actor_class, class_reason, is_first, tracking, bounce_type, reply_class, provider, message_id, subject,
          snippet, dedupe_key, sandbox_mode, occurred_at, stat_day, metadata)
        select workspace, e.id, e.campaign_id, e.contact_id, e.send_id, e.sender_id, e.variant_id, e.step_number, e.event_type,
          e.actor_class, e.class_reason, coalesce(e.is_first, f.id is not null), e.tracking, e.bounce_type, e.reply_class,
          e.provider, e.message_id, e.subject, e.snippet, e.dedupe_key, e.sandbox_mode, e.occurred_at,
          (e.occurred_at at time zone zone)::date, e.metadata
        from unnest(events) e left join unnest(firsts) f(id) on f.id = e.id
        where e.id <> all (known)
        order by e.dedupe_key;
      return known;
    exception when unique_violation then
      before := cardinality(known);
      known := private.find_known(workspace, events);
      -- It was another key that was refused.
      if cardinality(known) <= before then
        raise;
      end if;
    end;
  end loop;
end
$$;

-- One row for each mail that left. As for events, all are taken for new until one is refused.
create or replace function private.add_sends(workspace uuid, events private.resolved_event[]) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  begin
    insert into public.sends (workspace_id, id, campaign_id, step_number, contact_id, sender_id, status, provider, message_id,
        sandbox_mode, sent_at)
      select distinct on (e.campaign_id, e.step_number, e.contact_id, e.sandbox_mode) workspace, e.id, e.campaign_id,
        e.step_number, e.contact_id, e.sender_id, 'sent', e.provider, e.message_id, e.sandbox_mode, e.occurred_at
      from unnest(events) e
      where e.event_type = 'sent' and e.campaign_id is not null and e.step_number is not null
      order by e.campaign_id, e.step_number, e.contact_id, e.sandbox_mode, e.occurred_at, e.dedupe_key;
    return;
  exception when unique_violation then
    null;
  end;
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

-- Records 1..1,000 events of one workspace with all their effects; the same event again changes nothing.
-- deliveries: [{source, id}] or null; ids: one for each event, made here when absent. Returns {accepted, duplicates: [i],
-- rejected: [{i, code}], notices}; i counts from 1.
-- Three parts, so that batches of one workspace queue for the last alone. What the events name is resolved. Those that say all
-- they need are written. Then, one batch at a time, the rest: counting, events that compete to be the first of their mail or take
-- something over from it, and what events do to others. Locks are taken in one order (deliveries, senders, contacts, the zone,
-- events by key, the workspace, the rest), so none wait in a circle but in the one case that ADR 0026 names. Plans are made once,
-- for arrays of any length: each look-up is one by an index for one row of an array, a subselect or a lateral with an order, which
-- the planner cannot turn into a join.
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
  free private.resolved_event[];
  entangled private.resolved_event[];
  refused private.resolved_event[];
  fresh boolean[];
  homeless int[];
  nobodys int[];
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
  ids := coalesce(ids, array(select private.uuid_v7() from generate_subscripts(batch.dedupe_key, 1)));
  select k.campaigns, k.trackings into campaigns, trackings from private.resolve_campaigns(workspace, batch) k;
  homeless := private.find_homeless(batch, campaigns);
  duplicates := private.find_repeated(batch, fresh, homeless);
  select p.people, p.made into people, strangers from private.resolve_people(workspace, batch, ids, duplicates || homeless) p;
  select coalesce(r.free, '{}'), coalesce(r.entangled, '{}'), r.refused, r.has_gaps, r.has_rivals
    into free, entangled, refused, has_gaps, has_rivals
    from private.resolve_events(workspace, batch, ids, people, campaigns, trackings) r;
  if refused is not null then
    -- Only now it is known who is nobody; another event of the same key may name somebody.
    nobodys := array(select e.i from unnest(refused) e);
    duplicates := private.find_repeated(batch, fresh, nobodys);
    duplicates := duplicates || array(select i from unnest(private.find_recorded(workspace, refused, nobodys)) i
      where i <> all (duplicates));
    select jsonb_agg(jsonb_build_object('i', e.i, 'code', e.refusal)) into rejected from unnest(refused) e
      where e.i <> all (duplicates);
  end if;
  if duplicates <> '{}' then
    free := array(select e from unnest(free) e where e.i <> all (duplicates));
    entangled := array(select e from unnest(entangled) e where e.i <> all (duplicates));
  end if;

  -- Whoever counts days anew in another zone waits until what is recorded in this one has its place.
  perform pg_advisory_xact_lock_shared(hashtextextended(workspace::text, 3));
  select w.timezone into zone from public.workspaces w where w.id = workspace;
  known := '{}';
  if free <> '{}' then
    known := private.insert_events(workspace, zone, free, null);
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
    free := free || entangled;
  end if;
  if known <> '{}' then
    duplicates := duplicates || array(select e.i from unnest(free) e join unnest(known) k(id) on k.id = e.id);
    -- One that was let in as the first of its mail, and turned out to be known at another time, must give the mark back.
    perform private.settle_first(workspace, array(select distinct e.contact_id from unnest(free) e
      join unnest(firsts) f(id) on f.id = e.id join unnest(known) k(id) on k.id = e.id));
    free := array(select e from unnest(free) e left join unnest(known) k(id) on k.id = e.id where k.id is null);
  end if;
  if strangers is not null and (known <> '{}' or refused is not null) then
    -- Nobody else has seen them yet.
    delete from public.contacts c where c.workspace_id = workspace and c.id = any (strangers)
      and c.id <> all (array(select e.contact_id from unnest(free) e));
  end if;

  return jsonb_build_object('accepted', cardinality(free), 'duplicates', to_jsonb(duplicates),
    'rejected', coalesce(rejected, '[]'), 'notices', private.apply_events(workspace, free, context));
end
$$;
