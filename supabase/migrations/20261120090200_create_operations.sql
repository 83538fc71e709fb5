-- What: audit log, outbox, dead letters, idempotency, inbound dedup, webhook secrets.
-- Why: the ledger of what happened and the doorbells that never lose work.
-- Lock: none on data. Undo: drop the tables.
set lock_timeout = '2s';

create table public.audit_log (
  id uuid primary key default private.uuid_v7(),
  workspace_id uuid references public.workspaces (id),
  actor_type text not null check (actor_type in ('user', 'api_key', 'webhook', 'job', 'super_admin', 'system')),
  actor_id text not null,
  on_behalf_of text,
  action text not null check (char_length(action) <= 80),
  resource_type text not null check (char_length(resource_type) <= 40),
  resource_id text,
  before jsonb,
  after jsonb,
  details jsonb not null default '{}' check (pg_column_size(details) <= 16384),
  reason text check (char_length(reason) <= 500),
  ip inet,
  user_agent text check (char_length(user_agent) <= 500),
  request_id text check (char_length(request_id) <= 64),
  retention text not null default 'standard' check (retention in ('standard', 'compliance')),
  expires_at timestamptz not null default now() + interval '365 days',
  created_at timestamptz(3) not null default now()
);
create index audit_log_workspace on public.audit_log (workspace_id, created_at desc);
create index audit_log_action on public.audit_log (action, created_at desc);
create index audit_log_resource on public.audit_log (resource_type, resource_id, created_at desc);
create index audit_log_expires_at on public.audit_log (expires_at);

create or replace function private.audit_guard() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' and old.expires_at < now() then
    return old;
  end if;
  raise exception using errcode = 'SV004', message = 'IMMUTABLE_COLUMN', detail = '{"table":"audit_log"}';
end
$$;
create trigger audit_guard before update or delete on public.audit_log for each row execute function private.audit_guard();
create trigger audit_guard_truncate before truncate on public.audit_log for each statement execute function private.audit_guard();

create table platform.outbox (
  id uuid primary key default private.uuid_v7(),
  workspace_id uuid,
  job text not null check (char_length(job) <= 80),
  payload jsonb not null check (jsonb_typeof(payload) = 'object' and pg_column_size(payload) <= 5120),
  dedupe_key text check (char_length(dedupe_key) <= 200),
  run_after timestamptz not null default now(),
  relayed_at timestamptz,
  done_at timestamptz,
  attempts int not null default 0,
  created_at timestamptz not null default now()
);
create index outbox_due on platform.outbox (run_after) where done_at is null;
create unique index outbox_dedupe on platform.outbox (job, dedupe_key) where done_at is null and relayed_at is null;
create index outbox_open_dedupe on platform.outbox (job, dedupe_key) where done_at is null;
create index outbox_done_at on platform.outbox (done_at) where done_at is not null;

create table platform.dead_letters (
  id uuid primary key default private.uuid_v7(),
  workspace_id uuid,
  source text not null check (source in ('job', 'webhook_in', 'webhook_out', 'sync')),
  job text not null,
  payload jsonb not null,
  error text not null,
  attempts int not null default 0,
  next_retry_at timestamptz,
  status text not null default 'parked' check (status in ('parked', 'retrying', 'replayed', 'discarded')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index dead_letters_status on platform.dead_letters (status, created_at desc);
create trigger touch before update on platform.dead_letters for each row execute function private.touch();

create table platform.idempotency_keys (
  workspace_id uuid not null,
  actor text not null,
  route text not null,
  key text not null check (char_length(key) between 1 and 255),
  body_hash bytea not null check (octet_length(body_hash) = 32),
  status text not null default 'running' check (status in ('running', 'done')),
  response_status int,
  response jsonb,
  locked_until timestamptz not null,
  expires_at timestamptz not null default now() + interval '24 hours',
  created_at timestamptz not null default now(),
  primary key (workspace_id, actor, route, key)
);
create index idempotency_keys_expires_at on platform.idempotency_keys (expires_at);

create table platform.inbound_requests (
  source text not null check (char_length(source) <= 80),
  request_id text not null check (char_length(request_id) between 1 and 255),
  workspace_id uuid,
  response_status int,
  received_at timestamptz not null default now(),
  primary key (source, request_id)
);
create index inbound_requests_received_at on platform.inbound_requests (received_at);

alter table public.audit_log enable row level security;
alter table public.audit_log force row level security;
alter table platform.outbox enable row level security;
alter table platform.outbox force row level security;
alter table platform.dead_letters enable row level security;
alter table platform.dead_letters force row level security;
alter table platform.idempotency_keys enable row level security;
alter table platform.idempotency_keys force row level security;
alter table platform.inbound_requests enable row level security;
alter table platform.inbound_requests force row level security;

create policy audit_log_select on public.audit_log for select to authenticated
  using (workspace_id = any (array(select private.workspaces_as('admin'))));
create policy outbox_service on platform.outbox to service_role using (true) with check (true);
create policy dead_letters_service on platform.dead_letters to service_role using (true) with check (true);
create policy idempotency_keys_service on platform.idempotency_keys to service_role using (true) with check (true);
create policy inbound_requests_service on platform.inbound_requests to service_role using (true) with check (true);
create policy dead_letters_agent on platform.dead_letters for insert to workspace_agent
  with check (workspace_id = (select private.agent_workspace()));

grant select on public.audit_log to authenticated, service_role;
grant delete on public.audit_log to service_role;
grant insert on platform.dead_letters to workspace_agent;
grant select, insert, update, delete on platform.outbox, platform.dead_letters, platform.idempotency_keys,
  platform.inbound_requests to service_role;

-- The caller's right to act in a workspace, for functions that run as their owner.
create or replace function private.assert_may(workspace uuid, min_role text) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  case current_setting('role', true)
    when 'service_role' then return;
    when 'workspace_agent' then
      if workspace is distinct from private.agent_workspace() then
        raise exception using errcode = 'SV001', message = 'WORKSPACE_NOT_FOUND';
      end if;
    when 'authenticated' then
      if not private.in_app() then
        raise exception using errcode = 'SV008', message = 'FORBIDDEN';
      end if;
      if not exists (select from private.user_workspaces() w(id) where w.id = workspace) then
        raise exception using errcode = 'SV001', message = 'WORKSPACE_NOT_FOUND';
      end if;
      if not exists (select from private.workspaces_as(min_role) w(id) where w.id = workspace) then
        raise exception using errcode = 'SV008', message = 'FORBIDDEN';
      end if;
    else
      raise exception using errcode = 'SV008', message = 'FORBIDDEN';
  end case;
end
$$;

-- Who acts: the JWT's user for people; what the caller says for agents and the platform.
create or replace function private.actor_of(claimed jsonb) returns jsonb
language sql stable set search_path = '' as $$
  select case
    when current_setting('role', true) = 'authenticated'
      then jsonb_build_object('type', 'user', 'id', private.user_id())
    else jsonb_build_object('type', coalesce(claimed ->> 'type', 'system'), 'id', coalesce(claimed ->> 'id', 'unknown'))
  end
$$;

create or replace function private.audit(
  workspace uuid, action text, resource_type text, resource_id text, before jsonb, after jsonb, details jsonb, context jsonb
) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  who jsonb := private.actor_of(context -> 'actor');
  entry uuid;
begin
  if workspace is not null then
    perform private.assert_may(workspace, 'viewer');
  elsif current_setting('role', true) is distinct from 'service_role' then
    raise exception using errcode = 'SV008', message = 'FORBIDDEN';
  end if;
  insert into public.audit_log (workspace_id, actor_type, actor_id, action, resource_type, resource_id, before, after,
    details, reason, ip, user_agent, request_id)
  values (workspace, who ->> 'type', who ->> 'id', action, resource_type, resource_id, before, after,
    coalesce(details, '{}'), context ->> 'reason', nullif(context ->> 'ip', '')::inet,
    left(context ->> 'user_agent', 500), context ->> 'request_id')
  returning id into entry;
  return entry;
end
$$;

-- Same job and dedupe key still waiting: the earlier row serves both.
create or replace function private.enqueue(
  workspace uuid, job text, payload jsonb, dedupe text default null, run_after timestamptz default now()
) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  entry uuid;
begin
  if workspace is not null then
    perform private.assert_may(workspace, 'viewer');
  elsif current_setting('role', true) is distinct from 'service_role' then
    raise exception using errcode = 'SV008', message = 'FORBIDDEN';
  end if;
  insert into platform.outbox as o (workspace_id, job, payload, dedupe_key, run_after)
  values (workspace, job, payload, dedupe, run_after)
  on conflict (job, dedupe_key) where done_at is null and relayed_at is null
    do update set run_after = least(o.run_after, excluded.run_after)
  returning id into entry;
  return entry;
end
$$;

-- 'new': run the handler. 'replay': the stored answer. 'running' and 'mismatch': refuse.
create or replace function private.claim_idempotency(
  workspace uuid, actor text, route text, key text, body_hash bytea, lock_for interval default interval '60 seconds'
) returns table (outcome text, response_status int, response jsonb)
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  row platform.idempotency_keys;
begin
  insert into platform.idempotency_keys as k (workspace_id, actor, route, key, body_hash, locked_until)
  values (workspace, claim_idempotency.actor, claim_idempotency.route, claim_idempotency.key,
    claim_idempotency.body_hash, now() + lock_for)
  on conflict (workspace_id, actor, route, key) do nothing;
  if found then
    return query select 'new'::text, null::int, null::jsonb;
    return;
  end if;
  select * into row from platform.idempotency_keys k
    where k.workspace_id = workspace and k.actor = claim_idempotency.actor
      and k.route = claim_idempotency.route and k.key = claim_idempotency.key
    for update;
  if row.body_hash <> claim_idempotency.body_hash then
    return query select 'mismatch'::text, null::int, null::jsonb;
  elsif row.status = 'done' then
    return query select 'replay'::text, row.response_status, row.response;
  elsif row.locked_until > now() then
    return query select 'running'::text, null::int, null::jsonb;
  else
    update platform.idempotency_keys k set locked_until = now() + lock_for
      where k.workspace_id = workspace and k.actor = claim_idempotency.actor
        and k.route = claim_idempotency.route and k.key = claim_idempotency.key;
    return query select 'new'::text, null::int, null::jsonb;
  end if;
end
$$;

-- A null status forgets the key: nothing ran, so the next try starts afresh.
create or replace function private.finish_idempotency(
  workspace uuid, actor text, route text, key text, status int, response jsonb
) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if finish_idempotency.status is null then
    delete from platform.idempotency_keys k
      where k.workspace_id = workspace and k.actor = finish_idempotency.actor
        and k.route = finish_idempotency.route and k.key = finish_idempotency.key;
  else
    update platform.idempotency_keys k
      set status = 'done', response_status = finish_idempotency.status, response = finish_idempotency.response
      where k.workspace_id = workspace and k.actor = finish_idempotency.actor
        and k.route = finish_idempotency.route and k.key = finish_idempotency.key;
  end if;
end
$$;

-- False: this delivery was already applied. Runs in the transaction of the effect, so a rollback forgets it.
create or replace function private.claim_inbound(source text, request_id text, workspace uuid) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into platform.inbound_requests (source, request_id, workspace_id)
  values (claim_inbound.source, claim_inbound.request_id, workspace)
  on conflict do nothing;
  return found;
end
$$;

grant execute on function private.assert_may(uuid, text), private.actor_of(jsonb) to authenticated, workspace_agent, service_role;
grant execute on function private.audit(uuid, text, text, text, jsonb, jsonb, jsonb, jsonb),
  private.enqueue(uuid, text, jsonb, text, timestamptz) to authenticated, workspace_agent, service_role;
grant execute on function private.claim_idempotency(uuid, text, text, text, bytea, interval),
  private.finish_idempotency(uuid, text, text, text, int, jsonb) to service_role;
grant execute on function private.claim_inbound(text, text, uuid) to workspace_agent, service_role;
