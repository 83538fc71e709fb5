-- What: roles, schemas, default-deny and the helper functions every policy stands on.
-- Why: a new table must be unreachable until it is granted; policies must be one-liners (spec 01 §6).
-- Lock: none on data. Undo: drop schema platform, private cascade; drop role workspace_agent, sovereign_app.
set lock_timeout = '2s';

do $$
begin
  if not exists (select from pg_roles where rolname = 'workspace_agent') then
    create role workspace_agent nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'sovereign_app') then
    create role sovereign_app login noinherit;
  end if;
end
$$;
grant authenticated, workspace_agent, service_role to sovereign_app;
grant workspace_agent to postgres;

create schema if not exists platform;
create schema if not exists private;

revoke all on schema public, platform, private from public, anon, authenticated, service_role;
revoke all on all tables in schema public from public, anon, authenticated, service_role;
revoke all on all functions in schema public from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from public, anon, authenticated, service_role;
alter default privileges in schema platform revoke all on tables from public, anon, authenticated, service_role;
alter default privileges in schema private revoke all on functions from public, anon, authenticated, service_role;
alter default privileges revoke execute on functions from public;

grant usage on schema public to authenticated, workspace_agent, service_role;
grant usage on schema platform to workspace_agent, service_role;
grant usage on schema private to authenticated, workspace_agent, service_role;

-- RFC 9562 UUIDv7: 48 bit milliseconds, version 7, random rest.
create or replace function private.uuid_v7() returns uuid
language sql volatile parallel safe set search_path = '' as $$
  select encode(
    set_bit(set_bit(
      overlay(
        uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
        from 1 for 6
      ), 52, 1), 53, 1), 'hex')::uuid
$$;

create or replace function private.touch() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new is distinct from old then
    new.updated_at := now();
  end if;
  return new;
end
$$;

create or replace function private.keep_immutable() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.id is distinct from old.id
    or to_jsonb(new) -> 'workspace_id' is distinct from to_jsonb(old) -> 'workspace_id'
    or new.created_at is distinct from old.created_at then
    raise exception using errcode = 'SV004', message = 'IMMUTABLE_COLUMN';
  end if;
  return new;
end
$$;

create or replace function private.in_app() returns boolean
language sql stable parallel safe set search_path = '' as $$
  select coalesce(current_setting('sovereign.app', true), '') = 'on'
$$;

-- The JWT's subject as text: Clerk ids are not uuids, so auth.uid() would break on them.
create or replace function private.user_id() returns text
language sql stable parallel safe set search_path = '' as $$
  select nullif(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub', '')
$$;

-- The workspace an agent is pinned to; null when unset or malformed, and null sees nothing.
create or replace function private.agent_workspace() returns uuid
language sql stable parallel safe set search_path = '' as $$
  select case
    when current_setting('sovereign.workspace_id', true) ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
      then current_setting('sovereign.workspace_id', true)::uuid
  end
$$;

create or replace function private.role_rank(role text) returns int
language sql immutable parallel safe set search_path = '' as $$
  select case role when 'viewer' then 1 when 'member' then 2 when 'admin' then 3 when 'owner' then 4 else 0 end
$$;

grant execute on function private.uuid_v7() to authenticated, workspace_agent, service_role;
grant execute on function private.in_app(), private.user_id(), private.agent_workspace(), private.role_rank(text)
  to authenticated, workspace_agent, service_role;
