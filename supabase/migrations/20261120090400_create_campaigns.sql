-- What: campaigns with desired, observed and proven facts; intents; executions.
-- Why: the toggle's three facts are separate columns with their own times (ARCHITECTURE §4).
-- Pages are cut at created_at or updated_at, and the wire carries milliseconds: so do these columns, or a page would repeat rows.
-- Lock: none on data. Undo: drop the tables.
set lock_timeout = '2s';

create table public.campaigns (
  workspace_id uuid not null references public.workspaces (id),
  id uuid not null default private.uuid_v7(),
  name text not null check (char_length(name) between 1 and 100),
  description text check (char_length(description) <= 2000),
  status text not null default 'draft' check (status in ('draft', 'active', 'paused', 'completed', 'error', 'archived')),
  desired_active boolean not null default false,
  desired_at timestamptz,
  desired_by text,
  intent_version int not null default 0,
  engine_id uuid references platform.engines (id),
  n8n_workflow_id text check (char_length(n8n_workflow_id) <= 64),
  n8n_workflow_name text check (char_length(n8n_workflow_name) <= 300),
  n8n_status text not null default 'unknown' check (n8n_status in ('active', 'inactive', 'unknown', 'error', 'deleted')),
  observed_at timestamptz,
  sync_source text check (sync_source in ('api', 'webhook', 'cron', 'manual')),
  sync_error text check (char_length(sync_error) <= 500),
  last_status_change_at timestamptz,
  proof jsonb check (jsonb_typeof(proof) = 'object' and pg_column_size(proof) <= 4096),
  proven_active boolean,
  proved_at timestamptz,
  healing_until timestamptz,
  healed_version int,
  last_send_at timestamptz,
  paused_since timestamptz,
  paused_reason text check (char_length(paused_reason) <= 200),
  last_error text check (char_length(last_error) <= 500),
  daily_limit int not null default 50 check (daily_limit between 1 and 500),
  timezone text not null default 'UTC',
  is_production boolean not null default true,
  version int not null default 1,
  first_activated_at timestamptz,
  completed_at timestamptz,
  archived_at timestamptz,
  created_by text not null,
  deleted_at timestamptz,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (workspace_id, id)
);
create unique index campaigns_name on public.campaigns (workspace_id, lower(name)) where deleted_at is null;
create index campaigns_status on public.campaigns (workspace_id, status) where deleted_at is null;
create index campaigns_created_at on public.campaigns (workspace_id, created_at desc, id desc) where deleted_at is null;
create index campaigns_engine on public.campaigns (engine_id, n8n_workflow_id);

create table public.campaign_intents (
  workspace_id uuid not null references public.workspaces (id),
  id uuid not null default private.uuid_v7(),
  campaign_id uuid not null,
  intent_version int not null,
  action text not null check (action in ('activate', 'deactivate', 'pause', 'resume')),
  desired_active boolean not null,
  status text not null default 'pending' check (status in ('pending', 'applying', 'done', 'failed', 'superseded', 'reverted')),
  cause text not null check (cause in ('user', 'api', 'batch', 'undo', 'engine', 'reconciler', 'freeze')),
  from_status text not null,
  to_status text not null,
  actor_type text not null,
  actor_id text not null,
  idempotency_key text check (char_length(idempotency_key) <= 300),
  batch_id uuid,
  reason text check (char_length(reason) <= 200),
  engine_result jsonb,
  error_code text,
  error_message text check (char_length(error_message) <= 1000),
  attempts int not null default 0,
  n8n_latency_ms int,
  total_latency_ms int,
  undo_until timestamptz,
  finished_at timestamptz,
  created_at timestamptz(3) not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, campaign_id) references public.campaigns (workspace_id, id) on delete cascade,
  unique (workspace_id, campaign_id, intent_version)
);
create unique index campaign_intents_key on public.campaign_intents (workspace_id, idempotency_key, campaign_id);
create index campaign_intents_campaign on public.campaign_intents (campaign_id, created_at desc);
create index campaign_intents_status on public.campaign_intents (status, created_at);

-- Hot table: no foreign key to campaigns or engine_workflows, so that an insert never holds KEY SHARE on a campaign
-- and makes its toggle fail with 55P03 (spec 01 §1). Runs of the engine itself are mirrored as kind 'workflow'.
create table public.campaign_executions (
  workspace_id uuid not null,
  id uuid not null default private.uuid_v7(),
  campaign_id uuid not null,
  engine_workflow_id uuid not null,
  kind text not null check (kind in ('send', 'prepare', 'research', 'workflow')),
  status text not null default 'pending'
    check (status in ('pending', 'running', 'succeeded', 'failed', 'cancelled', 'unknown')),
  n8n_execution_id text,
  idempotency_key text not null check (char_length(idempotency_key) <= 300),
  approval_id uuid,
  contacts_total int not null default 0,
  contacts_done int not null default 0,
  started_at timestamptz,
  finished_at timestamptz,
  duration_ms int,
  attempts smallint not null default 1,
  error_code text,
  error text check (char_length(error) <= 500),
  input jsonb not null default '{}' check (pg_column_size(input) <= 65536),
  output jsonb not null default '{}' check (pg_column_size(output) <= 16384),
  created_at timestamptz(3) not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, idempotency_key)
);
create unique index campaign_executions_engine on public.campaign_executions
  (workspace_id, engine_workflow_id, n8n_execution_id);
create unique index campaign_executions_single on public.campaign_executions (workspace_id, campaign_id, kind)
  where status in ('pending', 'running') and kind <> 'workflow';
create index campaign_executions_recent on public.campaign_executions (workspace_id, campaign_id, created_at desc, id desc);
create index campaign_executions_purge on public.campaign_executions (finished_at)
  where input <> '{}' or output <> '{}';
create index campaign_executions_open on public.campaign_executions (status, created_at) where status in ('pending', 'running');

-- version rises with every real change of a row: the stream's and the editor's order.
create or replace function private.bump_version() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new is distinct from old then
    new.version := old.version + 1;
    new.updated_at := now();
  end if;
  return new;
end
$$;
create trigger bump_version before update on public.campaigns for each row execute function private.bump_version();
create trigger keep_immutable before update on public.campaigns for each row execute function private.keep_immutable();
create trigger timezone_valid before insert or update of timezone on public.campaigns
  for each row execute function private.timezone_valid();
create trigger keep_immutable before update on public.campaign_intents for each row execute function private.keep_immutable();
create trigger keep_immutable before update on public.campaign_executions for each row execute function private.keep_immutable();

alter table public.campaigns enable row level security;
alter table public.campaigns force row level security;
alter table public.campaign_intents enable row level security;
alter table public.campaign_intents force row level security;
alter table public.campaign_executions enable row level security;
alter table public.campaign_executions force row level security;

create policy campaigns_select on public.campaigns for select to authenticated
  using (workspace_id = any (array(select private.user_workspaces())));
create policy campaigns_insert on public.campaigns for insert to authenticated
  with check (workspace_id = any (array(select private.writable_workspaces('member'))));
create policy campaigns_update on public.campaigns for update to authenticated
  using (workspace_id = any (array(select private.writable_workspaces('member'))));
create policy campaigns_insert_app on public.campaigns as restrictive for insert to authenticated
  with check ((select private.in_app()));
create policy campaigns_update_app on public.campaigns as restrictive for update to authenticated
  using ((select private.in_app()));
create policy campaigns_agent on public.campaigns to workspace_agent
  using (workspace_id = (select private.agent_workspace())) with check (workspace_id = (select private.agent_workspace()));
create policy campaign_intents_select on public.campaign_intents for select to authenticated
  using (workspace_id = any (array(select private.user_workspaces())));
create policy campaign_intents_agent on public.campaign_intents for select to workspace_agent
  using (workspace_id = (select private.agent_workspace()));
create policy campaign_executions_select on public.campaign_executions for select to authenticated
  using (workspace_id = any (array(select private.user_workspaces())));
create policy campaign_executions_agent on public.campaign_executions to workspace_agent
  using (workspace_id = (select private.agent_workspace())) with check (workspace_id = (select private.agent_workspace()));

grant select on public.campaigns, public.campaign_intents, public.campaign_executions to authenticated;
grant insert (workspace_id, id, name, description, daily_limit, timezone, created_by) on public.campaigns to authenticated;
grant update (name, description, daily_limit, timezone) on public.campaigns to authenticated;
grant select, insert, update on public.campaigns, public.campaign_executions to workspace_agent;
grant select on public.campaign_intents to workspace_agent;
grant select, insert, update, delete on public.campaigns, public.campaign_intents, public.campaign_executions to service_role;
