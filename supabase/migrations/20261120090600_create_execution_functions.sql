-- What: atomic campaign execution, its end, its metrics, and the database's own health.
-- Why: row, counter, audit and outbox in one REPEATABLE READ transaction, or nothing (spec 05 §7).
-- Lock: none on data. Undo: drop the functions and the trigger.
set lock_timeout = '2s';

create or replace function private.validate_campaign_execution_constraints(workspace uuid, campaign uuid, kind text)
returns table (constraint_name text, ok boolean, detail text)
language plpgsql stable security definer set search_path = '' as $$
declare
  row public.campaigns;
begin
  perform private.assert_may(workspace, 'viewer');
  select * into row from public.campaigns c where c.workspace_id = workspace and c.id = campaign and c.deleted_at is null;
  return query values
    ('exists', row.id is not null, null::text),
    ('not_archived', coalesce(row.status <> 'archived', false), row.status),
    ('linked', row.n8n_workflow_id is not null, row.n8n_workflow_id),
    ('workflow_present', coalesce(row.n8n_status <> 'deleted', false), row.n8n_status),
    ('workspace_active', exists (select from public.workspaces w where w.id = workspace and w.status = 'active'), null),
    ('no_twin', not exists (select from public.campaign_executions e
      where e.workspace_id = workspace and e.campaign_id = campaign
        and e.kind = validate_campaign_execution_constraints.kind and e.status in ('pending', 'running')), null);
end
$$;

-- Returns {execution_id, status, replayed}. Same key, same row. Refuses to run outside REPEATABLE READ.
create or replace function private.execute_campaign_atomically(
  workspace uuid, campaign uuid, kind text, key text, input jsonb, context jsonb
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  earlier public.campaign_executions;
  failed text;
  workflow uuid;
  entry uuid;
begin
  perform private.assert_may(workspace, 'member');
  if current_setting('transaction_isolation') <> 'repeatable read' then
    raise exception using errcode = 'SV002', message = 'INVALID_INPUT', detail = '{"isolation":"repeatable read required"}';
  end if;
  select * into earlier from public.campaign_executions e where e.workspace_id = workspace and e.idempotency_key = key;
  if found then
    return jsonb_build_object('execution_id', earlier.id, 'status', earlier.status, 'replayed', true);
  end if;
  select c.constraint_name into failed
    from private.validate_campaign_execution_constraints(workspace, campaign, kind) c where not c.ok limit 1;
  case
    when failed is null then null;
    when failed = 'exists' then raise exception using errcode = 'SV001', message = 'CAMPAIGN_NOT_FOUND';
    when failed = 'linked' then raise exception using errcode = 'SV002', message = 'CAMPAIGN_NOT_LINKED';
    when failed = 'workspace_active' then raise exception using errcode = 'SV003', message = 'WORKSPACE_FROZEN';
    when failed = 'no_twin' then raise exception using errcode = '23505', message = 'DUPLICATE_EXECUTION',
      constraint = 'campaign_executions_single';
    else raise exception using errcode = 'SV007', message = 'INVALID_TRANSITION', detail = jsonb_build_object('check', failed)::text;
  end case;

  select w.id into workflow from platform.engine_workflows w
    join public.campaigns c on c.workspace_id = w.workspace_id and c.id = w.campaign_id
      and c.engine_id = w.engine_id and c.n8n_workflow_id = w.n8n_workflow_id
    where w.workspace_id = workspace and w.campaign_id = campaign
    for update of w nowait;
  if not found then
    raise exception using errcode = 'SV002', message = 'CAMPAIGN_NOT_LINKED';
  end if;
  insert into public.campaign_executions (workspace_id, campaign_id, engine_workflow_id, kind, idempotency_key, input,
    approval_id, contacts_total)
  values (workspace, campaign, workflow, kind, key, coalesce(input, '{}'), (input ->> 'approval_id')::uuid,
    coalesce(jsonb_array_length(input -> 'contact_ids'), 0))
  returning id into entry;
  perform private.audit(workspace, 'campaign.execution_started', 'campaign', campaign::text, null, null,
    jsonb_build_object('execution_id', entry, 'kind', kind), context);
  perform private.enqueue(workspace, 'campaigns.run',
    jsonb_build_object('workspace_id', workspace, 'execution_id', entry), entry::text, now());
  return jsonb_build_object('execution_id', entry, 'status', 'pending', 'replayed', false);
end
$$;

-- Terminal once; a repeat changes nothing and returns false.
create or replace function private.finish_execution(
  workspace uuid, execution uuid, final_status text, failure_code text default null, failure text default null,
  ended_at timestamptz default now()
) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.assert_may(workspace, 'member');
  update public.campaign_executions e
    set status = final_status, error_code = failure_code, error = left(failure, 500), finished_at = ended_at
    where e.workspace_id = workspace and e.id = execution and e.status in ('pending', 'running', 'unknown');
  return found;
end
$$;

-- Ties a run of ours to the engine's record of it. A mirrored row of the same run is merged into ours, so that one run
-- is counted once. False when another run of ours has it already.
create or replace function private.tie_execution(workspace uuid, execution uuid, engine_run text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  own public.campaign_executions;
  mirror public.campaign_executions;
begin
  perform private.assert_may(workspace, 'member');
  select * into own from public.campaign_executions e where e.workspace_id = workspace and e.id = execution for update;
  if not found or own.n8n_execution_id is not null then
    return false;
  end if;
  select * into mirror from public.campaign_executions e where e.workspace_id = workspace
    and e.engine_workflow_id = own.engine_workflow_id and e.n8n_execution_id = engine_run for update;
  if found and mirror.kind <> 'workflow' then
    return false;
  end if;
  if mirror.id is not null then
    delete from public.campaign_executions e where e.workspace_id = workspace and e.id = mirror.id;
    update platform.engine_workflows w set
        total_executions = w.total_executions - 1,
        successful_executions = w.successful_executions - (mirror.status = 'succeeded')::int,
        failed_executions = w.failed_executions - (mirror.status = 'failed')::int
      where w.id = own.engine_workflow_id;
  end if;
  update public.campaign_executions e set n8n_execution_id = engine_run,
      status = coalesce(mirror.status, own.status), finished_at = mirror.finished_at
    where e.workspace_id = workspace and e.id = execution;
  return true;
end
$$;

create or replace function private.execution_duration() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.status in ('succeeded', 'failed', 'cancelled') then
    new.finished_at := coalesce(new.finished_at, now());
    new.duration_ms := greatest(0, (extract(epoch from new.finished_at - coalesce(new.started_at, new.created_at)) * 1000)::int);
  end if;
  return new;
end
$$;
create trigger execution_duration before insert or update on public.campaign_executions
  for each row execute function private.execution_duration();

-- Counters of engine_workflows, moved per statement in key order so that batches never deadlock.
create or replace function private.count_executions() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  with moved as (
    select n.engine_workflow_id as id,
      count(*) as total,
      count(*) filter (where n.status = 'succeeded') as succeeded,
      count(*) filter (where n.status = 'failed') as failed,
      max(coalesce(n.started_at, n.created_at)) as last_at,
      (array_agg(n.status order by coalesce(n.started_at, n.created_at) desc))[1] as last_status
    from inserted n group by n.engine_workflow_id
  ), locked as (
    select w.id from platform.engine_workflows w where w.id in (select id from moved) order by w.id for update
  )
  update platform.engine_workflows w set
      total_executions = w.total_executions + m.total,
      successful_executions = w.successful_executions + m.succeeded,
      failed_executions = w.failed_executions + m.failed,
      last_execution_at = greatest(w.last_execution_at, m.last_at),
      last_execution_status = case when w.last_execution_at is null or m.last_at >= w.last_execution_at
        then m.last_status else w.last_execution_status end
    from moved m, locked l where w.id = m.id and l.id = w.id;
  return null;
end
$$;
create or replace function private.recount_executions() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  with moved as (
    select n.engine_workflow_id as id,
      sum((n.status = 'succeeded')::int - (o.status = 'succeeded')::int) as succeeded,
      sum((n.status = 'failed')::int - (o.status = 'failed')::int) as failed,
      max(coalesce(n.started_at, n.created_at)) as last_at,
      (array_agg(n.status order by coalesce(n.started_at, n.created_at) desc))[1] as last_status
    from inserted n join deleted o using (workspace_id, id)
    where n.status is distinct from o.status
    group by n.engine_workflow_id
  ), locked as (
    select w.id from platform.engine_workflows w where w.id in (select id from moved) order by w.id for update
  )
  update platform.engine_workflows w set
      successful_executions = w.successful_executions + m.succeeded,
      failed_executions = w.failed_executions + m.failed,
      last_execution_status = case when w.last_execution_at is null or m.last_at >= w.last_execution_at
        then m.last_status else w.last_execution_status end
    from moved m, locked l where w.id = m.id and l.id = w.id;
  return null;
end
$$;
create trigger execution_counted after insert on public.campaign_executions
  referencing new table as inserted for each statement execute function private.count_executions();
create trigger execution_finished after update on public.campaign_executions
  referencing old table as deleted new table as inserted for each statement execute function private.recount_executions();

create or replace function private.get_campaign_execution_metrics(workspace uuid, since timestamptz)
returns table (
  total bigint, succeeded bigint, failed bigint, success_rate double precision,
  average_ms double precision, p95_ms double precision, peak_concurrent bigint
)
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.assert_may(workspace, 'viewer');
  if since < now() - interval '92 days' then
    raise exception using errcode = 'SV002', message = 'INVALID_INPUT';
  end if;
  return query
    with runs as (
      select e.status, e.duration_ms, coalesce(e.started_at, e.created_at) as began, coalesce(e.finished_at, now()) as ended
      from public.campaign_executions e where e.workspace_id = workspace and e.created_at >= since
    ), edges as (
      select began as at, 1 as step from runs union all select ended, -1 from runs
    ), levels as (
      select sum(step) over (order by at, step) as level from edges
    )
    select count(*), count(*) filter (where status = 'succeeded'), count(*) filter (where status = 'failed'),
      (count(*) filter (where status = 'succeeded'))::double precision / nullif(count(*) filter (where status in ('succeeded', 'failed')), 0),
      avg(duration_ms)::double precision,
      percentile_cont(0.95) within group (order by duration_ms),
      coalesce((select max(level) from levels), 0)
    from runs;
end
$$;

create or replace function private.get_database_health_metrics() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'connections', (select count(*) from pg_catalog.pg_stat_activity where datname = pg_catalog.current_database()),
    'max_connections', current_setting('max_connections')::int,
    'longest_transaction_s', (select coalesce(max(extract(epoch from now() - xact_start)), 0)
      from pg_catalog.pg_stat_activity where datname = pg_catalog.current_database() and xact_start is not null),
    'cache_hit_ratio', (select round(sum(blks_hit)::numeric / nullif(sum(blks_hit + blks_read), 0), 4)
      from pg_catalog.pg_stat_database where datname = pg_catalog.current_database()),
    'database_bytes', pg_catalog.pg_database_size(pg_catalog.current_database()),
    'dead_tuples', (select coalesce(sum(n_dead_tup), 0) from pg_catalog.pg_stat_user_tables),
    'outbox_waiting', (select count(*) from platform.outbox where done_at is null),
    'outbox_oldest_s', (select coalesce(max(extract(epoch from now() - run_after)), 0)
      from platform.outbox where done_at is null and run_after < now()),
    'dead_letters_parked', (select count(*) from platform.dead_letters where status = 'parked'))
$$;

grant execute on function
  private.validate_campaign_execution_constraints(uuid, uuid, text),
  private.execute_campaign_atomically(uuid, uuid, text, text, jsonb, jsonb),
  private.get_campaign_execution_metrics(uuid, timestamptz)
  to authenticated, workspace_agent, service_role;
grant execute on function private.tie_execution(uuid, uuid, text),
  private.finish_execution(uuid, uuid, text, text, text, timestamptz) to workspace_agent, service_role;
grant execute on function private.get_database_health_metrics() to service_role;
