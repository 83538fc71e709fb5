-- What: tenants, their members, people's settings, and the local sign-in's accounts.
-- Why: the tenant root and the two membership helpers that every other policy calls.
-- Lock: none on data. Undo: drop the tables.
set lock_timeout = '2s';

create table public.workspaces (
  id uuid primary key default private.uuid_v7(),
  name text not null check (char_length(name) between 1 and 100),
  slug text not null unique check (slug ~ '^[a-z0-9-]{3,48}$'),
  owner_id text not null,
  plan text not null default 'free' check (plan in ('free', 'starter', 'pro', 'enterprise')),
  status text not null default 'active' check (status in ('active', 'frozen', 'deleting')),
  is_frozen boolean not null generated always as (status = 'frozen') stored,
  frozen_at timestamptz,
  frozen_by text,
  frozen_reason text check (char_length(frozen_reason) <= 500),
  onboarding_complete boolean not null default false,
  timezone text not null default 'UTC',
  settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object' and pg_column_size(settings) <= 16384),
  max_campaigns int not null default 500,
  version int not null default 1,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index workspaces_owner_id on public.workspaces (owner_id);

create table public.workspace_members (
  workspace_id uuid not null references public.workspaces (id),
  user_id text not null,
  role text not null check (role in ('owner', 'admin', 'member', 'viewer')),
  email text check (email = lower(email) and char_length(email) <= 254),
  name text check (char_length(name) <= 200),
  joined_at timestamptz not null default now(),
  invited_by text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, user_id)
);
create index workspace_members_user_id on public.workspace_members (user_id, workspace_id) include (role);

create table public.user_settings (
  user_id text primary key,
  email text check (email = lower(email) and char_length(email) <= 254),
  name text check (char_length(name) <= 200),
  avatar_url text check (char_length(avatar_url) <= 500),
  theme text not null default 'system' check (theme in ('light', 'dark', 'system')),
  provider_updated_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table platform.local_users (
  user_id text primary key default private.uuid_v7()::text,
  email text not null unique check (email = lower(email) and char_length(email) <= 254),
  name text,
  password_hash text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table platform.local_sessions (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  user_id text not null references platform.local_users (user_id) on delete cascade,
  expires_at timestamptz not null,
  rotated_at timestamptz,
  ip inet,
  user_agent text check (char_length(user_agent) <= 500),
  created_at timestamptz not null default now()
);
create index local_sessions_user_id on platform.local_sessions (user_id);
create index local_sessions_expires_at on platform.local_sessions (expires_at);

-- Asking the zone to convert is a thousand times cheaper than looking it up in pg_timezone_names.
create or replace function private.timezone_valid() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.timezone !~ '^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$' then
    raise exception using errcode = 'SV002', message = 'INVALID_TIMEZONE';
  end if;
  perform now() at time zone new.timezone;
  return new;
exception when invalid_parameter_value then
  raise exception using errcode = 'SV002', message = 'INVALID_TIMEZONE';
end
$$;

create or replace function private.keep_slug() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.slug is distinct from old.slug then
    raise exception using errcode = 'SV004', message = 'IMMUTABLE_COLUMN';
  end if;
  return new;
end
$$;

-- Deferred, so that a transfer may pass through a moment without an owner.
create or replace function private.owner_remains() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.workspaces w where w.id = old.workspace_id and w.deleted_at is null and w.status <> 'deleting')
    and not exists (select from public.workspace_members m where m.workspace_id = old.workspace_id and m.role = 'owner') then
    raise exception using errcode = 'SV007', message = 'LAST_OWNER';
  end if;
  return null;
end
$$;

create trigger touch before update on public.workspaces for each row execute function private.touch();
create trigger keep_slug before update on public.workspaces for each row execute function private.keep_slug();
create trigger timezone_valid before insert or update of timezone on public.workspaces
  for each row execute function private.timezone_valid();
create trigger touch before update on public.workspace_members for each row execute function private.touch();
create constraint trigger owner_remains after update or delete on public.workspace_members
  deferrable initially deferred for each row execute function private.owner_remains();
create trigger touch before update on public.user_settings for each row execute function private.touch();
create trigger touch before update on platform.local_users for each row execute function private.touch();

create or replace function private.workspaces_as(min_role text) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.workspace_id
  from public.workspace_members m join public.workspaces w on w.id = m.workspace_id
  where m.user_id = (select private.user_id())
    and private.role_rank(m.role) >= private.role_rank(min_role)
    and w.deleted_at is null
$$;

create or replace function private.user_workspaces() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select private.workspaces_as('viewer')
$$;

create or replace function private.writable_workspaces(min_role text) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select w.id from public.workspaces w
  where w.id in (select private.workspaces_as(min_role)) and w.status = 'active'
$$;

grant execute on function private.workspaces_as(text), private.user_workspaces(), private.writable_workspaces(text)
  to authenticated, workspace_agent;

alter table public.workspaces enable row level security;
alter table public.workspaces force row level security;
alter table public.workspace_members enable row level security;
alter table public.workspace_members force row level security;
alter table public.user_settings enable row level security;
alter table public.user_settings force row level security;
alter table platform.local_users enable row level security;
alter table platform.local_users force row level security;
alter table platform.local_sessions enable row level security;
alter table platform.local_sessions force row level security;

create policy workspaces_select on public.workspaces for select to authenticated
  using (id = any (array(select private.user_workspaces())));
create policy workspaces_agent on public.workspaces for select to workspace_agent
  using (id = (select private.agent_workspace()));
create policy workspace_members_select on public.workspace_members for select to authenticated
  using (workspace_id = any (array(select private.user_workspaces())));
create policy workspace_members_agent on public.workspace_members for select to workspace_agent
  using (workspace_id = (select private.agent_workspace()));
create policy user_settings_select on public.user_settings for select to authenticated
  using (user_id = (select private.user_id()));
create policy user_settings_insert on public.user_settings for insert to authenticated
  with check (user_id = (select private.user_id()));
create policy user_settings_update on public.user_settings for update to authenticated
  using (user_id = (select private.user_id())) with check (user_id = (select private.user_id()));
create policy user_settings_insert_app on public.user_settings as restrictive for insert to authenticated
  with check ((select private.in_app()));
create policy user_settings_update_app on public.user_settings as restrictive for update to authenticated
  using ((select private.in_app()));
create policy local_users_service on platform.local_users to service_role using (true) with check (true);
create policy local_sessions_service on platform.local_sessions to service_role using (true) with check (true);

grant select on public.workspaces, public.workspace_members to authenticated, workspace_agent;
grant select, insert, update on public.user_settings to authenticated;
grant select, insert, update, delete on public.workspaces, public.workspace_members, public.user_settings to service_role;
grant select, insert, update, delete on platform.local_users, platform.local_sessions to service_role;
