-- What: workflow engines, their workflows, webhook secrets, and the sync loop's logs and failures.
-- Why: operator data in platform; an agent sees its own workspace's rows and the shared engines only.
-- Lock: none on data. Undo: drop the tables.
set lock_timeout = '2s';

create table platform.engines (
  id uuid primary key default private.uuid_v7(),
  workspace_id uuid references public.workspaces (id),
  name text not null default 'Workflow engine',
  kind text not null check (kind in ('n8n_api', 'sidecar')),
  base_url text not null check (base_url ~ '^https?://' and char_length(base_url) <= 500),
  ciphertext bytea not null,
  nonce bytea not null check (octet_length(nonce) = 12),
  tag bytea not null check (octet_length(tag) = 16),
  key_version smallint not null,
  status text not null default 'ok'
    check (status in ('ok', 'degraded', 'auth_failed', 'unreachable', 'hibernated', 'retired')),
  status_reason text check (char_length(status_reason) <= 500),
  status_since timestamptz not null default now(),
  engine_version text,
  max_concurrency int not null default 5,
  rate_per_min int not null default 100,
  last_seen_at timestamptz,
  last_full_sync_at timestamptz,
  sync_lease_until timestamptz,
  execution_cursor bigint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index engines_workspace_id on platform.engines (workspace_id);

create table platform.engine_workflows (
  id uuid primary key default private.uuid_v7(),
  workspace_id uuid not null references public.workspaces (id),
  engine_id uuid not null references platform.engines (id),
  campaign_id uuid,
  n8n_workflow_id text not null,
  name text not null default '',
  active boolean,
  trigger_count int,
  webhook_paths jsonb not null default '[]',
  desired_active boolean not null default false,
  missing_since timestamptz,
  hinted_at timestamptz,
  observed_at timestamptz,
  total_executions int not null default 0,
  successful_executions int not null default 0,
  failed_executions int not null default 0,
  last_execution_at timestamptz,
  last_execution_status text,
  execution_cursor bigint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique nulls not distinct (engine_id, n8n_workflow_id, campaign_id)
);
create index engine_workflows_campaign on platform.engine_workflows (workspace_id, campaign_id);

create table platform.webhook_secrets (
  id uuid primary key default private.uuid_v7(),
  workspace_id uuid references public.workspaces (id),
  engine_id uuid references platform.engines (id),
  version int not null default 1,
  ciphertext bytea not null,
  nonce bytea not null check (octet_length(nonce) = 12),
  tag bytea not null check (octet_length(tag) = 16),
  key_version smallint not null,
  active_from timestamptz not null default now(),
  active_until timestamptz,
  legacy_until timestamptz,
  created_at timestamptz not null default now(),
  check ((workspace_id is null) <> (engine_id is null)),
  unique nulls not distinct (workspace_id, engine_id, version)
);
create index webhook_secrets_engine_id on platform.webhook_secrets (engine_id);

create table platform.sync_logs (
  id uuid primary key default private.uuid_v7(),
  workspace_id uuid,
  engine_id uuid,
  sync_type text not null check (sync_type in ('user', 'webhook', 'cron', 'full', 'active', 'cleanup')),
  status text not null check (status in ('running', 'succeeded', 'failed', 'skipped')),
  checked int not null default 0,
  updated int not null default 0,
  errored int not null default 0,
  duration_ms int,
  error text,
  details jsonb not null default '{}',
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index sync_logs_workspace on platform.sync_logs (workspace_id, created_at desc);
create index sync_logs_created_at on platform.sync_logs (created_at desc);

create table platform.sync_failures (
  id uuid primary key default private.uuid_v7(),
  workspace_id uuid not null,
  engine_id uuid,
  campaign_id uuid,
  source text not null check (source in ('webhook', 'cron', 'user', 'job')),
  payload jsonb not null default '{}' check (pg_column_size(payload) <= 8192),
  error_message text not null,
  retry_count int not null default 0,
  next_retry_at timestamptz,
  resolved_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sync_failures_due on platform.sync_failures (next_retry_at) where resolved_at is null;
create index sync_failures_workspace on platform.sync_failures (workspace_id, created_at desc);
create unique index sync_failures_open on platform.sync_failures (workspace_id, engine_id, campaign_id, source)
  nulls not distinct where resolved_at is null;

create trigger touch before update on platform.engines for each row execute function private.touch();
create trigger touch before update on platform.engine_workflows for each row execute function private.touch();
create trigger touch before update on platform.sync_failures for each row execute function private.touch();

alter table platform.engines enable row level security;
alter table platform.engines force row level security;
alter table platform.engine_workflows enable row level security;
alter table platform.engine_workflows force row level security;
alter table platform.webhook_secrets enable row level security;
alter table platform.webhook_secrets force row level security;
alter table platform.sync_logs enable row level security;
alter table platform.sync_logs force row level security;
alter table platform.sync_failures enable row level security;
alter table platform.sync_failures force row level security;

create policy engines_service on platform.engines to service_role using (true) with check (true);
create policy engines_agent on platform.engines for select to workspace_agent
  using (workspace_id is null or workspace_id = (select private.agent_workspace()));
create policy engine_workflows_service on platform.engine_workflows to service_role using (true) with check (true);
create policy engine_workflows_agent on platform.engine_workflows to workspace_agent
  using (workspace_id = (select private.agent_workspace())) with check (workspace_id = (select private.agent_workspace()));
create policy webhook_secrets_service on platform.webhook_secrets to service_role using (true) with check (true);
create policy webhook_secrets_agent on platform.webhook_secrets for select to workspace_agent
  using (workspace_id = (select private.agent_workspace()));
create policy sync_logs_service on platform.sync_logs to service_role using (true) with check (true);
create policy sync_logs_agent on platform.sync_logs to workspace_agent
  using (workspace_id = (select private.agent_workspace())) with check (workspace_id = (select private.agent_workspace()));
create policy sync_failures_service on platform.sync_failures to service_role using (true) with check (true);
create policy sync_failures_agent on platform.sync_failures to workspace_agent
  using (workspace_id = (select private.agent_workspace())) with check (workspace_id = (select private.agent_workspace()));

grant select on platform.engines, platform.webhook_secrets to workspace_agent;
grant select, insert, update, delete on platform.engine_workflows, platform.sync_logs, platform.sync_failures to workspace_agent;
grant select, insert, update, delete on platform.engines, platform.engine_workflows, platform.webhook_secrets,
  platform.sync_logs, platform.sync_failures to service_role;
