-- What: cost_events, their daily rollup, and the one door into them.
-- Why: every provider call is paid for once and can be summed by day, campaign, provider, model and purpose (spec 06 §7).
-- Lock: none on data. Undo: drop the tables and functions.
set lock_timeout = '2s';

-- `charge_micros` is what the tenant pays: its own cost with its own key, our price where we pay. Cost and margin of
-- managed rows are not for tenants, so the other two columns are granted to the platform alone.
create table if not exists public.cost_events (
  workspace_id uuid not null,
  id uuid not null default private.uuid_v7(),
  provider text not null check (char_length(provider) between 1 and 40),
  model text not null default '' check (char_length(model) <= 80),
  purpose text not null default 'other' check (char_length(purpose) between 1 and 60),
  tokens_in int not null default 0 check (tokens_in >= 0),
  tokens_out int not null default 0 check (tokens_out >= 0),
  units int not null default 0 check (units >= 0),
  cost_micros bigint not null check (cost_micros >= 0),
  price_micros bigint not null default 0 check (price_micros >= 0),
  charge_micros bigint not null generated always as (case billing_class when 'byo' then cost_micros else price_micros end) stored,
  billing_class text not null default 'byo' check (billing_class in ('byo', 'managed')),
  campaign_id uuid,
  contact_id uuid,
  step_number smallint check (step_number between 1 and 20),
  workflow_id text check (char_length(workflow_id) <= 64),
  run_id text check (char_length(run_id) <= 64),
  idempotency_key text not null check (char_length(idempotency_key) between 1 and 200),
  is_estimate boolean not null default false,
  sandbox_mode boolean not null default false,
  occurred_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  stat_day date not null,
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object' and pg_column_size(metadata) <= 4096),
  primary key (workspace_id, id),
  unique (workspace_id, idempotency_key)
);
create index if not exists cost_events_recent on public.cost_events (workspace_id, occurred_at desc, id desc);
create index if not exists cost_events_campaign on public.cost_events (workspace_id, campaign_id, stat_day);
create index if not exists cost_events_contact on public.cost_events (workspace_id, contact_id);

create table if not exists public.daily_costs (
  workspace_id uuid not null,
  day date not null,
  campaign_id uuid not null,
  provider text not null,
  model text not null,
  purpose text not null,
  billing_class text not null,
  calls int not null default 0 check (calls >= 0),
  tokens_in bigint not null default 0,
  tokens_out bigint not null default 0,
  cost_micros bigint not null default 0 check (cost_micros >= 0),
  price_micros bigint not null default 0 check (price_micros >= 0),
  charge_micros bigint not null default 0 check (charge_micros >= 0),
  primary key (workspace_id, day, campaign_id, provider, model, purpose, billing_class)
) with (fillfactor = 70);

-- Estimates count once they are settled; sandbox rows never.
create or replace function private.costs_insert() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.daily_costs as d (workspace_id, day, campaign_id, provider, model, purpose, billing_class, calls, tokens_in,
      tokens_out, cost_micros, price_micros, charge_micros)
    select workspace_id, stat_day, coalesce(campaign_id, private.nothing()), provider, model, purpose, billing_class, count(*),
      sum(tokens_in), sum(tokens_out), sum(cost_micros), sum(price_micros), sum(charge_micros)
    from changed where not is_estimate and not sandbox_mode group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
    on conflict (workspace_id, day, campaign_id, provider, model, purpose, billing_class) do update
      set calls = d.calls + excluded.calls, tokens_in = d.tokens_in + excluded.tokens_in,
        tokens_out = d.tokens_out + excluded.tokens_out, cost_micros = d.cost_micros + excluded.cost_micros,
        price_micros = d.price_micros + excluded.price_micros, charge_micros = d.charge_micros + excluded.charge_micros;
  return null;
end
$$;

create or replace function private.costs_move() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  deltas public.daily_costs[];
begin
  if coalesce(current_setting('sovereign.keep_stats', true), '') = 'on' then
    return null;
  end if;
  if tg_op = 'UPDATE' then
    deltas := array(
      select row(b.workspace_id, b.stat_day, coalesce(b.campaign_id, private.nothing()), b.provider, b.model, b.purpose,
        b.billing_class, sum(b.sign), sum(b.sign * b.tokens_in), sum(b.sign * b.tokens_out), sum(b.sign * b.cost_micros),
        sum(b.sign * b.price_micros), sum(b.sign * b.charge_micros))::public.daily_costs
      from (select 1 as sign, n.* from new_rows n union all select -1, o.* from old_rows o) b
      where not b.is_estimate and not b.sandbox_mode
      group by b.workspace_id, b.stat_day, coalesce(b.campaign_id, private.nothing()), b.provider, b.model, b.purpose, b.billing_class);
  else
    deltas := array(
      select row(b.workspace_id, b.stat_day, coalesce(b.campaign_id, private.nothing()), b.provider, b.model, b.purpose,
        b.billing_class, -count(*), -sum(b.tokens_in), -sum(b.tokens_out), -sum(b.cost_micros), -sum(b.price_micros),
        -sum(b.charge_micros))::public.daily_costs
      from old_rows b where not b.is_estimate and not b.sandbox_mode
      group by b.workspace_id, b.stat_day, coalesce(b.campaign_id, private.nothing()), b.provider, b.model, b.purpose, b.billing_class);
  end if;
  insert into public.daily_costs as d (workspace_id, day, campaign_id, provider, model, purpose, billing_class)
    select workspace_id, day, campaign_id, provider, model, purpose, billing_class from unnest(deltas) order by 1, 2, 3, 4, 5, 6, 7
    on conflict (workspace_id, day, campaign_id, provider, model, purpose, billing_class) do update set calls = d.calls;
  update public.daily_costs c set calls = c.calls + d.calls, tokens_in = c.tokens_in + d.tokens_in,
      tokens_out = c.tokens_out + d.tokens_out, cost_micros = c.cost_micros + d.cost_micros,
      price_micros = c.price_micros + d.price_micros, charge_micros = c.charge_micros + d.charge_micros
    from unnest(deltas) d
    where (c.workspace_id, c.day, c.campaign_id, c.provider, c.model, c.purpose, c.billing_class)
      = (d.workspace_id, d.day, d.campaign_id, d.provider, d.model, d.purpose, d.billing_class);
  return null;
end
$$;

create or replace trigger costs_insert after insert on public.cost_events
  referencing new table as changed for each statement execute function private.costs_insert();
create or replace trigger costs_update after update on public.cost_events
  referencing old table as old_rows new table as new_rows for each statement execute function private.costs_move();
create or replace trigger costs_delete after delete on public.cost_events
  referencing old table as old_rows for each statement execute function private.costs_move();
create or replace trigger keep_immutable before update on public.cost_events
  for each row execute function private.keep_immutable();

do $$
begin
  if to_regtype('private.incoming_cost') is null then
    create type private.incoming_cost as (
      i int, delivery int, provider text, model text, purpose text, tokens_in int, tokens_out int, units int,
      cost_micros bigint, campaign_id uuid, campaign_name text, email_hash bytea, contact_id uuid, step_number smallint,
      workflow_id text, run_id text, idempotency_key text, sandbox_mode boolean, occurred_at timestamptz, metadata jsonb);
  end if;
end
$$;

-- Records 1..1,000 provider calls of one workspace; the same key again changes nothing. Whom a call was for is resolved
-- and never stored as an address. Returns {accepted, duplicates: [i], rejected: [{i, code}]}.
-- Plans as in record_events.
create or replace function private.record_costs(workspace uuid, deliveries jsonb, batch json) returns jsonb
language plpgsql volatile security definer set search_path = ''
  set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  zone text;
  fresh boolean[];
  incoming private.incoming_cost[] := array(select x from json_populate_recordset(null::private.incoming_cost, batch) x);
  duplicates int[];
  rejected jsonb;
  written text[];
begin
  perform private.assert_may(workspace, 'viewer');
  perform pg_advisory_xact_lock(hashtextextended(workspace::text, 2));
  select w.timezone into zone from public.workspaces w where w.id = workspace;
  if zone is null then
    raise exception using errcode = 'SV001', message = 'WORKSPACE_NOT_FOUND';
  end if;
  fresh := private.claim_deliveries(workspace, coalesce(deliveries, '[]'));
  duplicates := array(
    select d.i from (
      select x.i, x.delivery, row_number() over (partition by x.idempotency_key order by x.i) as n from unnest(incoming) x) d
    where d.n > 1 or coalesce(not fresh[d.delivery], false));
  rejected := coalesce((select jsonb_agg(jsonb_build_object('i', x.i, 'code', 'CAMPAIGN_NOT_FOUND')) from unnest(incoming) x
    where x.i <> all (duplicates) and x.campaign_id is not null
      and not exists (select from public.campaigns k where k.workspace_id = workspace and k.id = x.campaign_id)), '[]');

  with added as (
    insert into public.cost_events (workspace_id, provider, model, purpose, tokens_in, tokens_out, units, cost_micros, campaign_id,
        contact_id, step_number, workflow_id, run_id, idempotency_key, sandbox_mode, occurred_at, stat_day, metadata)
      select workspace, x.provider, x.model, x.purpose, x.tokens_in, x.tokens_out, x.units, x.cost_micros,
        coalesce(x.campaign_id, (select k.id from public.campaigns k where k.workspace_id = workspace
          and lower(k.name) = lower(x.campaign_name) and k.deleted_at is null)),
        (select c.id from public.contacts c where c.workspace_id = workspace
          and (c.id = x.contact_id or (x.contact_id is null and c.email_hash = x.email_hash))
          order by c.deleted_at is not null limit 1),
        x.step_number, x.workflow_id, x.run_id, x.idempotency_key, x.sandbox_mode, x.occurred_at,
        (x.occurred_at at time zone zone)::date,
        case when x.campaign_id is null and x.campaign_name is not null
          then coalesce(x.metadata, '{}') || jsonb_build_object('campaign', x.campaign_name) else coalesce(x.metadata, '{}') end
      from unnest(incoming) x
      where x.i <> all (duplicates) and not rejected @> jsonb_build_array(jsonb_build_object('i', x.i))
      on conflict (workspace_id, idempotency_key) do nothing
      returning idempotency_key
  )
  select array_agg(idempotency_key) into written from added;
  duplicates := duplicates || array(
    select x.i from unnest(incoming) x left join unnest(written) w on w = x.idempotency_key
    where w is null and x.i <> all (duplicates) and not rejected @> jsonb_build_array(jsonb_build_object('i', x.i)));
  return jsonb_build_object('accepted', coalesce(array_length(written, 1), 0), 'duplicates', to_jsonb(duplicates), 'rejected', rejected);
end
$$;
grant execute on function private.record_costs(uuid, jsonb, json) to workspace_agent, service_role;

alter table public.cost_events enable row level security;
alter table public.cost_events force row level security;
alter table public.daily_costs enable row level security;
alter table public.daily_costs force row level security;
drop policy if exists cost_events_select on public.cost_events;
create policy cost_events_select on public.cost_events for select to authenticated
  using (workspace_id = any (array(select private.user_workspaces())));
drop policy if exists cost_events_agent on public.cost_events;
create policy cost_events_agent on public.cost_events for select to workspace_agent
  using (workspace_id = (select private.agent_workspace()));
drop policy if exists daily_costs_select on public.daily_costs;
create policy daily_costs_select on public.daily_costs for select to authenticated
  using (workspace_id = any (array(select private.user_workspaces())));
drop policy if exists daily_costs_agent on public.daily_costs;
create policy daily_costs_agent on public.daily_costs for select to workspace_agent
  using (workspace_id = (select private.agent_workspace()));
grant select (workspace_id, id, provider, model, purpose, tokens_in, tokens_out, units, charge_micros, billing_class, campaign_id,
  contact_id, step_number, workflow_id, run_id, idempotency_key, is_estimate, sandbox_mode, occurred_at, created_at, stat_day,
  metadata) on public.cost_events to authenticated;
grant select (workspace_id, day, campaign_id, provider, model, purpose, billing_class, calls, tokens_in, tokens_out, charge_micros)
  on public.daily_costs to authenticated;
grant select on public.cost_events, public.daily_costs to workspace_agent;
grant select, insert, update, delete on public.cost_events, public.daily_costs to service_role;
