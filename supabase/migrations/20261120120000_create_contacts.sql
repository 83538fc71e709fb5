-- What: contacts, suppressions, senders, enrollments, sends, notices, and what a campaign was last seen doing.
-- Why: an event needs somebody it happened to, and its effects (stop, suppress, tell) need rows to land in (spec 01 §2.2).
-- Lock: none on data; two columns added to campaigns and user_settings with constant defaults. Undo: drop the tables and columns.
set lock_timeout = '2s';

create table if not exists public.contacts (
  workspace_id uuid not null references public.workspaces (id),
  id uuid not null default private.uuid_v7(),
  email text not null check (email = lower(email) and char_length(email) <= 254),
  email_hash bytea not null check (octet_length(email_hash) = 32),
  first_name text check (char_length(first_name) <= 300),
  last_name text check (char_length(last_name) <= 300),
  company text check (char_length(company) <= 300),
  company_domain text check (char_length(company_domain) <= 254),
  title text check (char_length(title) <= 300),
  status text not null default 'active' check (status in ('active', 'replied', 'bounced', 'opted_out', 'erased')),
  status_at timestamptz not null default now(),
  research jsonb not null default '{}' check (jsonb_typeof(research) = 'object' and pg_column_size(research) <= 32768),
  source text not null default 'event' check (char_length(source) <= 40),
  version int not null default 1,
  deleted_at timestamptz,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  -- The tenant is a lexeme of its own, so that one index answers inside one tenant (spec 01 §2.2). Addresses are cut at their
  -- marks: the text parser takes four times as long, and most people are known by their address alone.
  search tsvector not null generated always as (
    case when coalesce(first_name, last_name) is null then ''::tsvector
      else setweight(to_tsvector('simple'::regconfig, coalesce(first_name, '') || ' ' || coalesce(last_name, '')), 'A') end
    || array_to_tsvector(array_remove(string_to_array(translate(email, '@.+_-!#$%&''*/=?^`{|}~', repeat(' ', 21)), ' '), ''))
    || case when coalesce(company, title) is null then ''::tsvector
      else setweight(to_tsvector('simple'::regconfig, coalesce(company, '') || ' ' || coalesce(title, '')), 'C') end
    || array_to_tsvector(array['w' || replace(workspace_id::text, '-', '')])
  ) stored,
  primary key (workspace_id, id)
) with (fillfactor = 85);
create unique index if not exists contacts_email on public.contacts (workspace_id, email) where deleted_at is null;
create index if not exists contacts_status on public.contacts (workspace_id, status, created_at desc);
create index if not exists contacts_email_hash on public.contacts (workspace_id, email_hash);
create index if not exists contacts_search on public.contacts using gin (search);

create table if not exists public.suppressions (
  workspace_id uuid not null references public.workspaces (id),
  id uuid not null default private.uuid_v7(),
  scope text not null default 'address' check (scope in ('address', 'domain')),
  address_hash bytea check (octet_length(address_hash) = 32),
  domain text check (domain = lower(domain) and char_length(domain) <= 254),
  reason text not null check (reason in ('hard_bounce', 'opt_out', 'complaint', 'manual', 'erasure', 'import')),
  evidence jsonb not null default '{}' check (jsonb_typeof(evidence) = 'object' and pg_column_size(evidence) <= 4096),
  source_event_id uuid,
  created_by text,
  created_at timestamptz(3) not null default now(),
  primary key (workspace_id, id),
  check ((address_hash is null) <> (domain is null))
);
create unique index if not exists suppressions_address on public.suppressions (workspace_id, address_hash);
create unique index if not exists suppressions_domain on public.suppressions (workspace_id, domain);

-- A mailbox that mails left from. Those that only events have named are `unverified`.
create table if not exists public.senders (
  workspace_id uuid not null references public.workspaces (id),
  id uuid not null default private.uuid_v7(),
  email text not null check (email = lower(email) and char_length(email) <= 254),
  display_name text check (char_length(display_name) <= 200),
  provider text check (char_length(provider) <= 40),
  status text not null default 'unverified' check (status in ('unverified', 'active', 'paused', 'error')),
  deleted_at timestamptz,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (workspace_id, id)
);
create unique index if not exists senders_email on public.senders (workspace_id, email);

-- Hot: no foreign key to campaigns (spec 01 §1).
create table if not exists public.enrollments (
  workspace_id uuid not null,
  id uuid not null default private.uuid_v7(),
  campaign_id uuid not null,
  contact_id uuid not null,
  status text not null default 'pending'
    check (status in ('pending', 'active', 'finished', 'replied', 'bounced', 'opted_out', 'stopped', 'error')),
  current_step smallint not null default 0 check (current_step between 0 and 20),
  next_step_at timestamptz,
  sender_id uuid,
  last_contacted_at timestamptz,
  stop_reason text check (char_length(stop_reason) <= 60),
  finished_at timestamptz,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, campaign_id, contact_id)
) with (fillfactor = 85);
create index if not exists enrollments_contact on public.enrollments (workspace_id, contact_id);
create index if not exists enrollments_due on public.enrollments (next_step_at) where status = 'active' and next_step_at is not null;

-- The fate of one mail. `is_gated`: our own permit stood behind it; a sent event without one is counted and flagged.
create table if not exists public.sends (
  workspace_id uuid not null,
  id uuid not null default private.uuid_v7(),
  campaign_id uuid not null,
  step_number smallint not null check (step_number between 1 and 20),
  contact_id uuid not null,
  sender_id uuid,
  variant_id uuid,
  status text not null default 'claimed' check (status in ('claimed', 'sent', 'failed', 'ambiguous', 'released')),
  is_gated boolean not null default false,
  provider text check (char_length(provider) <= 40),
  message_id text check (char_length(message_id) <= 255),
  sandbox_mode boolean not null default false,
  sent_at timestamptz,
  bounced_at timestamptz,
  created_at timestamptz(3) not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, campaign_id, step_number, contact_id, sandbox_mode)
) with (fillfactor = 85);
create index if not exists sends_message on public.sends (workspace_id, message_id) where message_id is not null;

-- Proven facts of a campaign. A row of its own: mail that flows must neither lock the campaign against its toggle nor
-- raise the version its settings are edited at.
create table if not exists public.campaign_activity (
  workspace_id uuid not null,
  campaign_id uuid not null,
  last_send_at timestamptz,
  last_event_at timestamptz,
  primary key (workspace_id, campaign_id)
) with (fillfactor = 70);

create table if not exists public.notifications (
  workspace_id uuid not null references public.workspaces (id),
  id uuid not null default private.uuid_v7(),
  user_id text,
  kind text not null check (char_length(kind) <= 40),
  category text not null check (category in ('system', 'campaign', 'billing', 'security', 'onboarding')),
  severity text not null default 'info' check (severity in ('info', 'warning', 'urgent')),
  title text not null check (char_length(title) between 1 and 140),
  body text not null default '' check (char_length(body) <= 1000),
  link text check (link ~ '^/[^/\\]' and char_length(link) <= 500),
  subject_type text check (char_length(subject_type) <= 40),
  subject_id uuid,
  dedupe_key text check (char_length(dedupe_key) <= 200),
  count int not null default 1 check (count > 0),
  created_at timestamptz(3) not null default now(),
  primary key (workspace_id, id)
);
create unique index if not exists notifications_dedupe on public.notifications (workspace_id, dedupe_key);
create index if not exists notifications_recent on public.notifications (workspace_id, created_at desc, id desc);

-- One notice may be for every member: read and dismissed are each person's own.
create table if not exists public.notification_reads (
  workspace_id uuid not null,
  notification_id uuid not null,
  user_id text not null,
  read_at timestamptz,
  dismissed_at timestamptz,
  primary key (workspace_id, notification_id, user_id),
  foreign key (workspace_id, notification_id) references public.notifications (workspace_id, id) on delete cascade
);
create index if not exists notification_reads_user on public.notification_reads (user_id, workspace_id);

-- What the workflow's mails can report back, unless an event says otherwise.
alter table public.campaigns add column if not exists tracking text not null default 'all'
  check (tracking in ('none', 'clicks', 'all'));
alter table public.user_settings add column if not exists dashboard_layout jsonb not null default '{}'
  check (jsonb_typeof(dashboard_layout) = 'object' and pg_column_size(dashboard_layout) <= 8192);
alter table public.user_settings add column if not exists layout_updated_at timestamptz;

-- `update of`: the guard costs nothing where a statement does not name the guarded columns. Enrollments move thousands at a
-- time through one function, which sets updated_at itself.
create or replace trigger bump_version before update on public.contacts for each row execute function private.bump_version();
create or replace trigger keep_immutable before update of id, workspace_id, created_at on public.contacts
  for each row execute function private.keep_immutable();
create or replace trigger touch before update on public.senders for each row execute function private.touch();
create or replace trigger keep_immutable before update of id, workspace_id, created_at on public.senders
  for each row execute function private.keep_immutable();
create or replace trigger keep_immutable before update of id, workspace_id, created_at on public.enrollments
  for each row execute function private.keep_immutable();
create or replace trigger keep_immutable before update of id, workspace_id, created_at on public.sends
  for each row execute function private.keep_immutable();

-- Same key again: one notice that counts, new to everyone once more.
create or replace function private.notify(workspace uuid, notice jsonb, times int default 1) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  entry uuid;
begin
  perform private.assert_may(workspace, 'viewer');
  insert into public.notifications as n (workspace_id, user_id, kind, category, severity, title, body, link, subject_type,
    subject_id, dedupe_key, count)
  values (workspace, notice ->> 'user_id', notice ->> 'kind', notice ->> 'category', coalesce(notice ->> 'severity', 'info'),
    left(notice ->> 'title', 140), left(coalesce(notice ->> 'body', ''), 1000), notice ->> 'link', notice ->> 'subject_type',
    (notice ->> 'subject_id')::uuid, notice ->> 'dedupe_key', times)
  on conflict (workspace_id, dedupe_key) do update
    set count = n.count + excluded.count, title = excluded.title, body = excluded.body, link = excluded.link,
      severity = excluded.severity, created_at = now()
  returning id into entry;
  delete from public.notification_reads r where r.workspace_id = workspace and r.notification_id = entry;
  return entry;
end
$$;
grant execute on function private.notify(uuid, jsonb, int) to workspace_agent, service_role;

do $$
declare
  name text;
begin
  foreach name in array array['contacts', 'suppressions', 'senders', 'enrollments', 'sends', 'campaign_activity',
    'notifications', 'notification_reads'] loop
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
    execute format('grant select, insert, update, delete on public.%I to service_role', name);
  end loop;
  foreach name in array array['contacts', 'suppressions', 'senders', 'enrollments', 'sends', 'campaign_activity'] loop
    execute format('drop policy if exists %I on public.%I', name || '_select', name);
    execute format('create policy %I on public.%I for select to authenticated
      using (workspace_id = any (array(select private.user_workspaces())))', name || '_select', name);
    execute format('drop policy if exists %I on public.%I', name || '_agent', name);
    execute format('create policy %I on public.%I for select to workspace_agent
      using (workspace_id = (select private.agent_workspace()))', name || '_agent', name);
    execute format('grant select on public.%I to authenticated, workspace_agent', name);
  end loop;
end
$$;

drop policy if exists notifications_select on public.notifications;
create policy notifications_select on public.notifications for select to authenticated
  using (workspace_id = any (array(select private.user_workspaces()))
    and (user_id is null or user_id = (select private.user_id())));
drop policy if exists notifications_agent on public.notifications;
create policy notifications_agent on public.notifications for select to workspace_agent
  using (workspace_id = (select private.agent_workspace()));
drop policy if exists notification_reads_select on public.notification_reads;
create policy notification_reads_select on public.notification_reads for select to authenticated
  using (user_id = (select private.user_id()) and workspace_id = any (array(select private.user_workspaces())));
drop policy if exists notification_reads_insert on public.notification_reads;
create policy notification_reads_insert on public.notification_reads for insert to authenticated
  with check (user_id = (select private.user_id()) and workspace_id = any (array(select private.user_workspaces())));
drop policy if exists notification_reads_update on public.notification_reads;
create policy notification_reads_update on public.notification_reads for update to authenticated
  using (user_id = (select private.user_id()) and workspace_id = any (array(select private.user_workspaces())));
drop policy if exists notification_reads_insert_app on public.notification_reads;
create policy notification_reads_insert_app on public.notification_reads as restrictive for insert to authenticated
  with check ((select private.in_app()));
drop policy if exists notification_reads_update_app on public.notification_reads;
create policy notification_reads_update_app on public.notification_reads as restrictive for update to authenticated
  using ((select private.in_app()));
grant select on public.notifications to authenticated, workspace_agent;
grant select, insert, update on public.notification_reads to authenticated;
