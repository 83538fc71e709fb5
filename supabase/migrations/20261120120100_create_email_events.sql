-- What: email_events, hash-partitioned by workspace, and the daily rollups its triggers keep.
-- Why: one dedupe key for all time, one partition per tenant query, and totals that need no recount (spec 01 §4–5).
-- Lock: none on data. Undo: drop the tables.
set lock_timeout = '2s';

-- Every statement that writes parses its checks anew, and a single event is a statement: lists are one constant each.
create table if not exists public.email_events (
  workspace_id uuid not null,
  id uuid not null default private.uuid_v7(),
  campaign_id uuid,
  contact_id uuid,
  send_id uuid,
  sender_id uuid,
  variant_id uuid,
  step_number smallint check (step_number between 1 and 20),
  event_type text not null check (event_type = any ('{sent, delivered, opened, clicked, replied, bounced, opted_out, complained,
    failed}')),
  actor_class text not null default 'human' check (actor_class = any ('{human, machine, unknown}')),
  class_reason text check (char_length(class_reason) <= 120),
  is_first boolean not null default false,
  tracking text check (tracking = any ('{none, clicks, all}')),
  bounce_type text check (bounce_type = any ('{hard, soft}')),
  reply_class text check (reply_class = any ('{positive, question, not_now, not_interested, unsubscribe, wrong_person, out_of_office,
    auto_reply}')),
  provider text check (char_length(provider) <= 40),
  message_id text check (char_length(message_id) <= 255),
  subject text check (char_length(subject) <= 500),
  snippet text check (char_length(snippet) <= 200),
  dedupe_key bytea not null check (octet_length(dedupe_key) = 16),
  sandbox_mode boolean not null default false,
  occurred_at timestamptz(3) not null,
  received_at timestamptz(3) not null default now(),
  stat_day date not null,
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object' and pg_column_size(metadata) <= 4096),
  primary key (workspace_id, id),
  check (abs(stat_day - (occurred_at at time zone 'UTC')::date) <= 1)
) partition by hash (workspace_id);

do $$
begin
  for n in 0..31 loop
    execute format('create table if not exists platform.%I partition of public.email_events
      for values with (modulus 32, remainder %s)
      with (fillfactor = 95, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05)',
      'email_events_p' || lpad(n::text, 2, '0'), n);
    execute format('alter table platform.%I enable row level security', 'email_events_p' || lpad(n::text, 2, '0'));
    execute format('alter table platform.%I force row level security', 'email_events_p' || lpad(n::text, 2, '0'));
  end loop;
end
$$;

create unique index if not exists email_events_dedupe on public.email_events (workspace_id, dedupe_key);
create index if not exists email_events_recent on public.email_events (workspace_id, occurred_at desc, id desc);
create index if not exists email_events_campaign on public.email_events (workspace_id, campaign_id, occurred_at desc);
create index if not exists email_events_contact on public.email_events (workspace_id, contact_id, occurred_at desc);
create index if not exists email_events_age on public.email_events using brin (occurred_at);
-- Only what waits for its mail to become known, so nearly empty.
create index if not exists email_events_unlinked on public.email_events (workspace_id, contact_id)
  where send_id is null and event_type <> 'sent' and (campaign_id is null or step_number is null or sender_id is null);
-- Who was written to when: distinct contacts of a range without touching the heap.
create index if not exists email_events_contacted on public.email_events (workspace_id, stat_day, contact_id)
  where event_type = 'sent' and not sandbox_mode;

-- One check for all counters, for the same reason.
create table if not exists public.daily_stats (
  workspace_id uuid not null,
  day date not null,
  campaign_id uuid not null,
  step_number smallint not null,
  sender_id uuid not null,
  variant_id uuid not null,
  sends int not null default 0,
  sends_open_tracked int not null default 0,
  sends_click_tracked int not null default 0,
  delivered int not null default 0,
  opens int not null default 0,
  opens_machine int not null default 0,
  opens_total int not null default 0,
  clicks int not null default 0,
  clicks_machine int not null default 0,
  clicks_total int not null default 0,
  replies int not null default 0,
  replies_positive int not null default 0,
  opt_outs int not null default 0,
  bounces_hard int not null default 0,
  bounces_soft int not null default 0,
  complaints int not null default 0,
  failures int not null default 0,
  updated_at timestamptz not null default now(),
  primary key (workspace_id, day, campaign_id, step_number, sender_id, variant_id),
  check (least(sends, sends_open_tracked, sends_click_tracked, delivered, opens, opens_machine, opens_total, clicks, clicks_machine,
    clicks_total, replies, replies_positive, opt_outs, bounces_hard, bounces_soft, complaints, failures) >= 0)
) with (fillfactor = 70);

-- The same without mailboxes and variants, for all that is not split by them: a fraction of the rows. They are sums of those
-- above, whose check speaks for both.
create table if not exists public.daily_campaign_stats (
  workspace_id uuid not null,
  day date not null,
  campaign_id uuid not null,
  step_number smallint not null,
  sends int not null default 0,
  sends_open_tracked int not null default 0,
  sends_click_tracked int not null default 0,
  delivered int not null default 0,
  opens int not null default 0,
  opens_machine int not null default 0,
  opens_total int not null default 0,
  clicks int not null default 0,
  clicks_machine int not null default 0,
  clicks_total int not null default 0,
  replies int not null default 0,
  replies_positive int not null default 0,
  opt_outs int not null default 0,
  bounces_hard int not null default 0,
  bounces_soft int not null default 0,
  complaints int not null default 0,
  failures int not null default 0,
  updated_at timestamptz not null default now(),
  primary key (workspace_id, day, campaign_id, step_number)
) with (fillfactor = 70);

-- What each counter counts, said once: the three triggers and the recount below are made from this list.
create or replace function private.stats_counters() returns table (counter text, condition text)
language sql immutable set search_path = '' as $$
  values
    ('sends', $q$event_type = 'sent'$q$),
    ('sends_open_tracked', $q$event_type = 'sent' and tracking = 'all'$q$),
    ('sends_click_tracked', $q$event_type = 'sent' and tracking in ('all', 'clicks')$q$),
    ('delivered', $q$event_type = 'delivered'$q$),
    ('opens', $q$event_type = 'opened' and is_first$q$),
    ('opens_machine', $q$event_type = 'opened' and actor_class = 'machine'$q$),
    ('opens_total', $q$event_type = 'opened'$q$),
    ('clicks', $q$event_type = 'clicked' and is_first$q$),
    ('clicks_machine', $q$event_type = 'clicked' and actor_class = 'machine'$q$),
    ('clicks_total', $q$event_type = 'clicked'$q$),
    ('replies', $q$event_type = 'replied' and is_first$q$),
    ('replies_positive', $q$event_type = 'replied' and is_first and reply_class = 'positive'$q$),
    ('opt_outs', $q$event_type = 'opted_out'$q$),
    ('bounces_hard', $q$event_type = 'bounced' and bounce_type = 'hard'$q$),
    ('bounces_soft', $q$event_type = 'bounced' and bounce_type is distinct from 'hard'$q$),
    ('complaints', $q$event_type = 'complained'$q$),
    ('failures', $q$event_type = 'failed'$q$)
$$;

-- Stands in a key for a dimension that an event does not have.
create or replace function private.nothing() returns uuid
language sql immutable parallel safe set search_path = '' as $$ select '00000000-0000-0000-0000-000000000000'::uuid $$;

-- Each statement counts once, by all dimensions and without the last two, which are null in the rows for daily_campaign_stats.
-- Keys are locked in one order everywhere, those of daily_campaign_stats before those of daily_stats, so two batches can never
-- wait for each other in a circle.
do $make$
declare
  keys constant text := 'workspace_id, stat_day, coalesce(campaign_id, private.nothing()), coalesce(step_number, 0::smallint),
    coalesce(sender_id, private.nothing()), coalesce(variant_id, private.nothing())';
  target constant text := 'workspace_id, day, campaign_id, step_number, sender_id, variant_id';
  coarse constant text := 'workspace_id, day, campaign_id, step_number';
  both_ways constant text := 'grouping sets ((1, 2, 3, 4, 5, 6), (1, 2, 3, 4))';
  names text := (select string_agg(counter, ', ') from private.stats_counters());
  counts text := (select string_agg(format('(count(*) filter (where %s))::int', condition), ', ') from private.stats_counters());
  adds text := (select string_agg(format('%1$I = s.%1$I + excluded.%1$I', counter), ', ') from private.stats_counters());
  nets text := (select string_agg(format('sum(case when %s then sign else 0 end)::int as %I', condition, counter), ', ')
    from private.stats_counters());
  sums text := (select string_agg(format('sum(%I)::int', counter), ', ') from private.stats_counters());
  moves text := (select string_agg(format('%1$I = s.%1$I + d.%1$I', counter), ', ') from private.stats_counters());
  any_moved text := (select string_agg(format('d.%I <> 0', counter), ' or ') from private.stats_counters());
begin
  -- The statement itself runs before those in its `with`.
  execute format($f$
    create or replace function private.stats_insert() returns trigger
    language plpgsql security definer set search_path = '' as $body$
    begin
      with counted (%1$s, %3$s) as materialized (
        select %4$s, %5$s from changed where not sandbox_mode group by %7$s
      ), fine as (
        insert into public.daily_stats as s (%1$s, %3$s)
        select %1$s, %3$s from counted where sender_id is not null order by 1, 2, 3, 4, 5, 6
        on conflict (%1$s) do update set %6$s, updated_at = now()
      )
      insert into public.daily_campaign_stats as s (%2$s, %3$s)
      select %2$s, %3$s from counted where sender_id is null order by 1, 2, 3, 4
      on conflict (%2$s) do update set %6$s, updated_at = now();
      return null;
    end $body$ $f$, target, coarse, names, keys, counts, adds, both_ways);

  -- In daily_stats a negative delta cannot pass through `on conflict`: its proposed row would fail the check. So lock first, then
  -- move.
  execute format($f$
    create or replace function private.stats_move() returns trigger
    language plpgsql security definer set search_path = '' as $body$
    declare
      deltas public.daily_stats[];
    begin
      if coalesce(current_setting('sovereign.keep_stats', true), '') = 'on' then
        return null;
      end if;
      if tg_op = 'UPDATE' then
        deltas := array(select row(%7$s, now())::public.daily_stats from (
          select %4$s, %5$s from (
            select 1 as sign, n.* from new_rows n where not sandbox_mode
            union all select -1, o.* from old_rows o where not sandbox_mode) both_rows
          group by %9$s) d(%1$s, %3$s) where %6$s);
      else
        deltas := array(select row(%7$s, now())::public.daily_stats from (
          select %4$s, %5$s from (select -1 as sign, o.* from old_rows o where not sandbox_mode) gone
          group by %9$s) d(%1$s, %3$s) where %6$s);
      end if;
      if deltas = '{}' then
        return null;
      end if;
      insert into public.daily_campaign_stats as s (%2$s, %3$s)
        select %2$s, %3$s from unnest(deltas) where sender_id is null order by 1, 2, 3, 4
        on conflict (%2$s) do update set %10$s, updated_at = now();
      insert into public.daily_stats as s (%1$s)
        select %1$s from unnest(deltas) where sender_id is not null order by 1, 2, 3, 4, 5, 6
        on conflict (%1$s) do update set updated_at = now();
      update public.daily_stats s set %8$s from unnest(deltas) d
        where (s.workspace_id, s.day, s.campaign_id, s.step_number, s.sender_id, s.variant_id)
          = (d.workspace_id, d.day, d.campaign_id, d.step_number, d.sender_id, d.variant_id);
      return null;
    end $body$ $f$, target, coarse, names, keys, nets, any_moved,
    (select string_agg('d.' || c, ', ') from unnest(string_to_array(replace(target || ', ' || names, ' ', ''), ',')) c), moves,
    both_ways, adds);

  execute format($f$
    create or replace function private.recount_daily_stats(workspace uuid, from_day date, to_day date)
    returns setof public.daily_stats
    language sql stable security definer set search_path = '' as $body$
      select %1$s, %2$s, now() from public.email_events
      where workspace_id = workspace and stat_day between from_day and to_day and not sandbox_mode
        and occurred_at >= from_day - interval '2 days' and occurred_at < to_day + interval '3 days'
      group by 1, 2, 3, 4, 5, 6
    $body$ $f$, keys, counts);

  -- What daily_campaign_stats should say where daily_stats says this.
  execute format($f$
    create or replace function private.by_campaign(fine public.daily_stats[]) returns setof public.daily_campaign_stats
    language sql stable set search_path = '' as $body$
      select %1$s, %2$s, now() from unnest(fine) group by 1, 2, 3, 4
    $body$ $f$, coarse, sums);
end
$make$;
grant execute on function private.recount_daily_stats(uuid, date, date) to service_role;

-- An event is a fact. What may change is how it is judged, and what was not yet known of its mail.
create or replace function private.event_guard() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.workspace_id is distinct from old.workspace_id or new.id is distinct from old.id
    or new.event_type is distinct from old.event_type or new.contact_id is distinct from old.contact_id
    or new.dedupe_key is distinct from old.dedupe_key or new.occurred_at is distinct from old.occurred_at
    or new.received_at is distinct from old.received_at or new.message_id is distinct from old.message_id
    or (old.campaign_id is not null and new.campaign_id is distinct from old.campaign_id)
    or (old.step_number is not null and new.step_number is distinct from old.step_number)
    or (old.sender_id is not null and new.sender_id is distinct from old.sender_id)
    or (old.variant_id is not null and new.variant_id is distinct from old.variant_id) then
    raise exception using errcode = 'SV004', message = 'IMMUTABLE_COLUMN';
  end if;
  return new;
end
$$;

create or replace trigger event_guard before update on public.email_events for each row execute function private.event_guard();
create or replace trigger stats_insert after insert on public.email_events
  referencing new table as changed for each statement execute function private.stats_insert();
create or replace trigger stats_update after update on public.email_events
  referencing old table as old_rows new table as new_rows for each statement execute function private.stats_move();
create or replace trigger stats_delete after delete on public.email_events
  referencing old table as old_rows for each statement execute function private.stats_move();

alter table public.email_events enable row level security;
alter table public.email_events force row level security;
alter table public.daily_stats enable row level security;
alter table public.daily_stats force row level security;
alter table public.daily_campaign_stats enable row level security;
alter table public.daily_campaign_stats force row level security;
drop policy if exists email_events_select on public.email_events;
create policy email_events_select on public.email_events for select to authenticated
  using (workspace_id = any (array(select private.user_workspaces())));
drop policy if exists email_events_agent on public.email_events;
create policy email_events_agent on public.email_events for select to workspace_agent
  using (workspace_id = (select private.agent_workspace()));
drop policy if exists daily_stats_select on public.daily_stats;
create policy daily_stats_select on public.daily_stats for select to authenticated
  using (workspace_id = any (array(select private.user_workspaces())));
drop policy if exists daily_stats_agent on public.daily_stats;
create policy daily_stats_agent on public.daily_stats for select to workspace_agent
  using (workspace_id = (select private.agent_workspace()));
drop policy if exists daily_campaign_stats_select on public.daily_campaign_stats;
create policy daily_campaign_stats_select on public.daily_campaign_stats for select to authenticated
  using (workspace_id = any (array(select private.user_workspaces())));
drop policy if exists daily_campaign_stats_agent on public.daily_campaign_stats;
create policy daily_campaign_stats_agent on public.daily_campaign_stats for select to workspace_agent
  using (workspace_id = (select private.agent_workspace()));
grant select on public.email_events, public.daily_stats, public.daily_campaign_stats to authenticated, workspace_agent;
grant select, insert, update, delete on public.email_events, public.daily_stats, public.daily_campaign_stats to service_role;
