-- What: corrections, drift check, rebuild and retention of events and their rollups.
-- Why: a rollup is believed because it is compared with a recount, and repaired when it differs (spec 01 §5, §9).
-- Lock: none on data. Undo: drop the functions and the table.
set lock_timeout = '2s';

-- What a check of a subsystem found; `stats` now, providers and fleet later.
create table if not exists platform.health_checks (
  id uuid primary key default private.uuid_v7(),
  scope text not null check (char_length(scope) <= 40),
  workspace_id uuid,
  status text not null check (status in ('ok', 'warning', 'critical')),
  details jsonb not null default '{}' check (pg_column_size(details) <= 16384),
  checked_at timestamptz not null default now()
);
create index if not exists health_checks_scope on platform.health_checks (scope, checked_at desc);
create index if not exists health_checks_age on platform.health_checks (checked_at);
alter table platform.health_checks enable row level security;
alter table platform.health_checks force row level security;
drop policy if exists health_checks_service on platform.health_checks;
create policy health_checks_service on platform.health_checks to service_role using (true) with check (true);
grant select, insert, update, delete on platform.health_checks to service_role;

-- Judges events anew; the first of each mail moves to the next that counts. Returns how many rows changed.
create or replace function private.reclassify_events(workspace uuid, ids uuid[], class text, reason text, context jsonb) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare
  people uuid[];
  changed int;
begin
  perform private.assert_may(workspace, 'admin');
  if coalesce(array_length(ids, 1), 0) not between 1 and 5000 or class not in ('human', 'machine', 'unknown') then
    raise exception using errcode = 'SV002', message = 'INVALID_INPUT';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(workspace::text, 1));
  with moved as (
    update public.email_events e set actor_class = class, class_reason = left(reason, 120),
        is_first = case when e.event_type in ('opened', 'clicked', 'replied') then e.is_first and class = 'human' else e.is_first end
      where e.workspace_id = workspace and e.id = any (ids) and e.actor_class <> class
      returning e.contact_id
  )
  select count(*)::int, array_agg(distinct contact_id) into changed, people from moved;
  if changed > 0 then
    perform private.settle_first(workspace, people);
    perform private.audit(workspace, 'events.reclassified', 'email_event', null, null, null,
      jsonb_build_object('count', changed, 'class', class, 'reason', reason), context);
  end if;
  return changed;
end
$$;
grant execute on function private.reclassify_events(uuid, uuid[], text, text, jsonb) to authenticated, service_role;

-- Days on which a rollup and the recount differ, with the sums of all counters on both sides.
create or replace function private.stats_drift(workspace uuid, from_day date, to_day date)
returns table (rollup text, day date, counted bigint, rolled_up bigint)
language sql stable security definer set search_path = '' as $$
  with recount as materialized (
    select r from private.recount_daily_stats(workspace, from_day, to_day) r
  ), both_sides as (
    select 'stats' as rollup, to_jsonb(r) - 'updated_at' as row, 1 as side from recount
    union all select 'stats', to_jsonb(s) - 'updated_at', 2 from public.daily_stats s
      where s.workspace_id = workspace and s.day between from_day and to_day
    union all select 'campaign_stats', to_jsonb(c) - 'updated_at', 1
      from private.by_campaign(array(select r from recount)) c
    union all select 'campaign_stats', to_jsonb(s) - 'updated_at', 2 from public.daily_campaign_stats s
      where s.workspace_id = workspace and s.day between from_day and to_day
  ), telling as (
    -- A row of zeros says as much as no row: some events count in nothing.
    select b.* from both_sides b where exists (select from jsonb_each(b.row) c
      where c.key <> 'step_number' and jsonb_typeof(c.value) = 'number' and c.value <> '0'::jsonb)
  ), differing as (
    select t.rollup, min(t.side) as side, t.row from telling t group by t.rollup, t.row having count(*) = 1
  )
  select d.rollup, (d.row ->> 'day')::date,
    coalesce(sum(n.total) filter (where d.side = 1), 0)::bigint, coalesce(sum(n.total) filter (where d.side = 2), 0)::bigint
  from differing d
  cross join lateral (select sum(c.value::text::bigint) as total from jsonb_each(d.row) c
    where jsonb_typeof(c.value) = 'number' and c.key <> 'step_number') n
  group by 1, 2 order by 2, 1
$$;

-- Counts the days again from the events, for both rollups. Runs in READ COMMITTED under the workspace's lock, which recording
-- takes too: each statement sees all that was recorded before, and nothing is recorded meanwhile. Days older than what is kept
-- of the events are left alone.
create or replace function private.rebuild_daily_stats(workspace uuid, from_day date, to_day date) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare
  counted public.daily_stats[];
begin
  if from_day < current_date - 730 or to_day < from_day then
    raise exception using errcode = 'SV002', message = 'INVALID_DATE_RANGE';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(workspace::text, 1));
  delete from public.daily_campaign_stats s where s.workspace_id = workspace and s.day between from_day and to_day;
  delete from public.daily_stats s where s.workspace_id = workspace and s.day between from_day and to_day;
  counted := array(select r from private.recount_daily_stats(workspace, from_day, to_day) r);
  insert into public.daily_campaign_stats select * from private.by_campaign(counted);
  insert into public.daily_stats select * from unnest(counted);
  return cardinality(counted);
end
$$;

create or replace function private.costs_drift(workspace uuid, from_day date, to_day date)
returns table (day date, counted bigint, rolled_up bigint)
language sql stable security definer set search_path = '' as $$
  with recount as (
    select stat_day, sum(cost_micros)::bigint as cost, sum(charge_micros)::bigint as charge, count(*) as calls
    from public.cost_events where workspace_id = workspace and stat_day between from_day and to_day
      and occurred_at >= from_day - interval '2 days' and occurred_at < to_day + interval '3 days'
      and not is_estimate and not sandbox_mode group by 1
  ), rollup as (
    select d.day, sum(cost_micros)::bigint as cost, sum(charge_micros)::bigint as charge, sum(calls)::bigint as calls
    from public.daily_costs d where workspace_id = workspace and d.day between from_day and to_day group by 1
  )
  select coalesce(c.stat_day, r.day), coalesce(c.cost, 0), coalesce(r.cost, 0)
  from recount c full join rollup r on r.day = c.stat_day
  where (coalesce(c.cost, 0), coalesce(c.charge, 0), coalesce(c.calls, 0))
    is distinct from (coalesce(r.cost, 0), coalesce(r.charge, 0), coalesce(r.calls, 0))
$$;

-- One batch of one partition beyond retention; the counts of those days stay. By ctid: through the parent it would be
-- twenty times slower. Returns how many went.
create or replace function private.purge_email_events(partition int, older_than timestamptz, batch int default 5000) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare
  gone int;
begin
  perform set_config('sovereign.keep_stats', 'on', true);
  execute format('delete from platform.%I where ctid = any (array(
    select ctid from platform.%1$I where occurred_at < $1 or (sandbox_mode and occurred_at < $2) limit $3))',
    'email_events_p' || lpad(partition::text, 2, '0'))
    using older_than, now() - interval '30 days', batch;
  get diagnostics gone = row_count;
  return gone;
end
$$;

grant execute on function private.stats_drift(uuid, date, date), private.rebuild_daily_stats(uuid, date, date),
  private.costs_drift(uuid, date, date), private.purge_email_events(int, timestamptz, int) to service_role;
