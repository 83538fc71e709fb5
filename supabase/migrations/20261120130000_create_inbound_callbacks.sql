-- What: the older token of a webhook key, deliveries kept over their limit, drafts, and research findings of a contact.
-- Why: nothing signed is lost, and a workflow's callbacks need rows to land in (spec 02 §7, 01 §2.2).
-- Lock: webhook_secrets is small; a nullable column without default rewrites nothing. Undo: drop the column, tables and function.
set lock_timeout = '2s';

alter table platform.webhook_secrets add column if not exists token_hash bytea check (octet_length(token_hash) = 32);
create unique index if not exists webhook_secrets_token_hash on platform.webhook_secrets (token_hash)
  where token_hash is not null;

-- Proved, over the limit, and applied in order of arrival as soon as the limit allows. A row ends as applied or as a dead letter.
create table if not exists platform.deferred_deliveries (
  id uuid primary key default private.uuid_v7(),
  workspace_id uuid,
  engine_id uuid,
  key_id uuid not null,
  is_legacy boolean not null default false,
  door text not null check (char_length(door) <= 40),
  preset text check (char_length(preset) <= 60),
  delivery_id text not null check (char_length(delivery_id) between 1 and 255),
  raw bytea not null check (octet_length(raw) <= 1048576),
  attempts int not null default 0,
  error text check (char_length(error) <= 500),
  next_try_at timestamptz not null default now(),
  received_at timestamptz not null default now(),
  unique (key_id, door, delivery_id)
);
create index if not exists deferred_deliveries_due on platform.deferred_deliveries (next_try_at);

create table if not exists public.email_drafts (
  workspace_id uuid not null,
  id uuid not null default private.uuid_v7(),
  campaign_id uuid not null,
  contact_id uuid not null,
  step_number smallint not null check (step_number between 1 and 20),
  variant_id uuid,
  subject text not null check (char_length(subject) <= 300),
  body text not null check (char_length(body) <= 20000),
  status text not null default 'ready' check (status in ('generating', 'ready', 'approved', 'rejected', 'used', 'failed')),
  model text check (char_length(model) <= 80),
  facts jsonb not null default '{}' check (jsonb_typeof(facts) = 'object' and pg_column_size(facts) <= 16384),
  cost_micros bigint not null default 0 check (cost_micros >= 0),
  approved_by text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references public.contacts (workspace_id, id) on delete cascade,
  unique (workspace_id, campaign_id, contact_id, step_number)
);
create index if not exists email_drafts_contact on public.email_drafts (workspace_id, contact_id);
create or replace trigger touch before update on public.email_drafts for each row execute function private.touch();
create or replace trigger keep_immutable before update on public.email_drafts
  for each row execute function private.keep_immutable();

alter table platform.deferred_deliveries enable row level security;
alter table platform.deferred_deliveries force row level security;
alter table public.email_drafts enable row level security;
alter table public.email_drafts force row level security;
drop policy if exists deferred_deliveries_service on platform.deferred_deliveries;
create policy deferred_deliveries_service on platform.deferred_deliveries to service_role using (true) with check (true);
drop policy if exists email_drafts_select on public.email_drafts;
create policy email_drafts_select on public.email_drafts for select to authenticated
  using (workspace_id = any (array(select private.user_workspaces())));
drop policy if exists email_drafts_agent on public.email_drafts;
create policy email_drafts_agent on public.email_drafts to workspace_agent
  using (workspace_id = (select private.agent_workspace())) with check (workspace_id = (select private.agent_workspace()));
grant select, insert, update, delete on platform.deferred_deliveries to service_role;
grant select on public.email_drafts to authenticated;
grant select, insert, update on public.email_drafts to workspace_agent;
grant select, insert, update, delete on public.email_drafts to service_role;

-- Keeps what a workflow found out about a contact; a report older than the last one changes nothing. False: no such contact.
create or replace function private.save_research(workspace uuid, contact uuid, address_hash bytea, findings jsonb) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  found_id uuid;
begin
  perform private.assert_may(workspace, 'viewer');
  select c.id into found_id from public.contacts c
    where c.workspace_id = workspace and c.status <> 'erased'
      and (c.id = contact or (contact is null and c.email_hash = address_hash))
    order by c.deleted_at is not null limit 1;
  if found_id is null then
    return false;
  end if;
  update public.contacts c set research = c.research || findings
    where c.workspace_id = workspace and c.id = found_id
      and coalesce(c.research ->> 'completed_at', '') <= coalesce(findings ->> 'completed_at', '');
  return true;
end
$$;
grant execute on function private.save_research(uuid, uuid, bytea, jsonb) to workspace_agent, service_role;

-- Opens and clicks that were known before their mail are judged by the gap to it, as those are that come after (see
-- lib/events/classify.ts); what their reporter judged stands.
create or replace function private.judge_departures(workspace uuid, messages text[]) returns void
language plpgsql volatile security definer set search_path = ''
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
declare
  people uuid[];
begin
  perform private.assert_may(workspace, 'viewer');
  -- The limits keep each look-up one by an index, whatever the planner believes.
  with early as (
    select e.id, e.class_reason = 'image_proxy' or e.occurred_at < s.sent_at + interval '2 seconds' as is_machine
    from unnest(messages) m(id)
    cross join lateral (select s.contact_id, s.sent_at from public.sends s
      where s.workspace_id = workspace and s.message_id = m.id and s.sent_at is not null limit 20) s
    cross join lateral (select e.* from public.email_events e
      where e.workspace_id = workspace and e.contact_id = s.contact_id
        and e.occurred_at between s.sent_at - interval '1 minute' and s.sent_at + interval '9.999 seconds'
      order by e.occurred_at desc limit 200) e
    where e.message_id = m.id and e.event_type in ('opened', 'clicked') and e.actor_class = 'human'
      and coalesce(e.class_reason, 'browser_agent') in ('browser_agent', 'image_proxy')
  ), judged as (
    update public.email_events e set is_first = false,
        actor_class = case when coalesce(j.is_machine, false) then 'machine' else 'unknown' end,
        class_reason = case when coalesce(j.is_machine, false) then 'too_soon_after_send' else 'soon_after_send' end
      from early j where e.workspace_id = workspace and e.id = j.id
      returning e.contact_id
  )
  select array_agg(distinct contact_id) into people from judged;
  if people is not null then
    perform private.settle_first(workspace, people);
  end if;
end
$$;
grant execute on function private.judge_departures(uuid, text[]) to workspace_agent, service_role;
