-- What: the repair of daily_costs, and the move of events and costs to the days of another time zone, range by range.
-- Why: the jobs that verify and rebucket work in steps that end within a statement's time (spec 01 §5).
-- Lock: none on data. Undo: drop the functions and the trigger.
set lock_timeout = '2s';

-- Counts the days again from the cost events, while recording waits; like rebuild_daily_stats.
create or replace function private.rebuild_daily_costs(workspace uuid, from_day date, to_day date) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare
  written int;
begin
  if from_day < current_date - 730 or to_day < from_day then
    raise exception using errcode = 'SV002', message = 'INVALID_DATE_RANGE';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(workspace::text, 2));
  delete from public.daily_costs d where d.workspace_id = workspace and d.day between from_day and to_day;
  insert into public.daily_costs (workspace_id, day, campaign_id, provider, model, purpose, billing_class, calls, tokens_in,
      tokens_out, cost_micros, price_micros, charge_micros)
    select e.workspace_id, e.stat_day, coalesce(e.campaign_id, private.nothing()), e.provider, e.model, e.purpose, e.billing_class,
      count(*), sum(e.tokens_in), sum(e.tokens_out), sum(e.cost_micros), sum(e.price_micros), sum(e.charge_micros)
    from public.cost_events e
    where e.workspace_id = workspace and e.stat_day between from_day and to_day
      and e.occurred_at >= from_day - interval '2 days' and e.occurred_at < to_day + interval '3 days'
      and not e.is_estimate and not e.sandbox_mode
    group by 1, 2, 3, 4, 5, 6, 7;
  get diagnostics written = row_count;
  return written;
end
$$;

-- Puts what happened in [from_at, until_at) on its day in the workspace's present zone; the update triggers move the counts.
-- Returns how many rows moved.
create or replace function private.rebucket_range(workspace uuid, from_at timestamptz, until_at timestamptz) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare
  zone text := (select w.timezone from public.workspaces w where w.id = workspace);
  events int;
  costs int;
begin
  perform pg_advisory_xact_lock(hashtextextended(workspace::text, 1)), pg_advisory_xact_lock(hashtextextended(workspace::text, 2));
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
grant execute on function private.rebuild_daily_costs(uuid, date, date),
  private.rebucket_range(uuid, timestamptz, timestamptz) to service_role;

-- Whoever changes a workspace's zone, its history follows.
create or replace function private.rebucket_later() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into platform.outbox (workspace_id, job, payload, dedupe_key)
  values (new.id, 'stats.rebucket', jsonb_build_object('workspace_id', new.id), new.id::text)
  on conflict (job, dedupe_key) where done_at is null and relayed_at is null do nothing;
  return null;
end
$$;
create or replace trigger rebucket_later after update of timezone on public.workspaces
  for each row when (old.timezone is distinct from new.timezone) execute function private.rebucket_later();
