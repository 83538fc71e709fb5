-- What: the toggle's two transactions and the reconciler's adoption of a person's pause.
-- Why: desired state, intent, audit and outbox move together or not at all (spec 05 §2, spec 01 §7).
-- Lock: none on data. Undo: drop the functions.
set lock_timeout = '2s';

-- Step 1. Locks the row without waiting (55P03 is retried by the caller), writes the new desired state.
-- Returns {noop, replayed, intent_id, intent_version, row_version, from_status, desired_active, status, engine_id,
-- n8n_workflow_id, shared_with}; shared_with names another campaign that keeps the workflow on through this pause.
create or replace function private.set_campaign_intent(
  workspace uuid, campaign uuid, action text, expected_version int, key text, cause text, batch uuid, context jsonb
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  row public.campaigns;
  earlier public.campaign_intents;
  intent public.campaign_intents;
  who jsonb := private.actor_of(context -> 'actor');
  turn_on boolean := action in ('activate', 'resume');
  allowed text[];
  target text := case when action in ('activate', 'resume') then 'active' else 'paused' end;
begin
  perform private.assert_may(workspace, 'member');
  if key is not null then
    select * into earlier from public.campaign_intents i
      where i.workspace_id = workspace and i.idempotency_key = key and i.campaign_id = campaign;
    if found then
      return jsonb_build_object('noop', false, 'replayed', true, 'intent_id', earlier.id,
        'intent_version', earlier.intent_version, 'from_status', earlier.from_status,
        'row_version', 0, 'desired_active', earlier.desired_active, 'status', earlier.status)
        || (select jsonb_build_object('engine_id', c.engine_id, 'n8n_workflow_id', c.n8n_workflow_id, 'shared_with', null)
          from public.campaigns c where c.workspace_id = workspace and c.id = campaign);
    end if;
  end if;

  select * into row from public.campaigns c
    where c.workspace_id = workspace and c.id = campaign and c.deleted_at is null
    for update nowait;
  if not found then
    raise exception using errcode = 'SV001', message = 'CAMPAIGN_NOT_FOUND';
  end if;
  if turn_on and exists (select from public.workspaces w where w.id = workspace and w.status <> 'active') then
    raise exception using errcode = 'SV003', message = 'WORKSPACE_FROZEN';
  end if;
  if expected_version is not null and expected_version <> row.intent_version then
    raise exception using errcode = 'SV006', message = 'VERSION_CONFLICT',
      detail = jsonb_build_object('expected', expected_version, 'current', row.intent_version)::text;
  end if;
  if row.n8n_workflow_id is null or row.engine_id is null then
    raise exception using errcode = 'SV002', message = 'CAMPAIGN_NOT_LINKED';
  end if;

  -- Already there, or on its way there: nothing to do. On but seen off is not there: the click is a retry.
  if row.desired_active = turn_on and row.status = target and (
    row.n8n_status = case when turn_on then 'active' else 'inactive' end
    or exists (select from public.campaign_intents i where i.workspace_id = workspace and i.campaign_id = campaign
      and i.intent_version = row.intent_version and i.status in ('pending', 'applying'))
  ) then
    return jsonb_build_object('noop', true, 'replayed', false, 'intent_version', row.intent_version,
      'from_status', row.status, 'desired_active', row.desired_active);
  end if;

  allowed := case action
    when 'activate' then array['draft', 'paused', 'error', 'completed', 'active']
    when 'resume' then array['paused', 'error', 'active']
    when 'pause' then array['active', 'error', 'paused']
    when 'deactivate' then array['active', 'paused', 'error']
    else array[]::text[]
  end;
  if not row.status = any (allowed) then
    raise exception using errcode = 'SV007', message = 'INVALID_TRANSITION',
      detail = jsonb_build_object('from', row.status, 'to', target)::text;
  end if;

  update public.campaign_intents i set status = 'superseded', finished_at = now()
    where i.workspace_id = workspace and i.campaign_id = campaign and i.status in ('pending', 'applying');
  update public.campaigns c set
      desired_active = turn_on, desired_at = now(), desired_by = who ->> 'id', status = target,
      intent_version = row.intent_version + 1, last_status_change_at = now(), last_error = null,
      paused_since = case when turn_on then null else coalesce(case when not row.desired_active then row.paused_since end, now()) end,
      paused_reason = case when turn_on then null else context ->> 'reason' end,
      first_activated_at = case when turn_on then coalesce(row.first_activated_at, now()) else row.first_activated_at end
    where c.workspace_id = workspace and c.id = campaign;
  insert into public.campaign_intents (workspace_id, campaign_id, intent_version, action, desired_active, cause, from_status,
    to_status, actor_type, actor_id, idempotency_key, batch_id, reason, undo_until)
  values (workspace, campaign, row.intent_version + 1, action, turn_on, cause, row.status, target,
    who ->> 'type', who ->> 'id', key, batch, context ->> 'reason', now() + interval '8 seconds')
  returning * into intent;
  perform private.audit(workspace,
    case action when 'activate' then 'campaign.activated' when 'deactivate' then 'campaign.deactivated'
      when 'pause' then 'campaign.paused' else 'campaign.resumed' end,
    'campaign', campaign::text,
    jsonb_build_object('status', row.status, 'desired_active', row.desired_active),
    jsonb_build_object('status', target, 'desired_active', turn_on),
    jsonb_build_object('intent_id', intent.id, 'intent_version', intent.intent_version, 'cause', cause), context);
  -- The safety net: the asking process normally finishes long before; if it dies, this job does.
  perform private.enqueue(workspace, 'campaigns.converge',
    jsonb_build_object('workspace_id', workspace, 'campaign_id', campaign),
    campaign::text || '-' || intent.intent_version, now() + interval '6 seconds');
  return jsonb_build_object('noop', false, 'replayed', false, 'intent_id', intent.id,
    'intent_version', intent.intent_version, 'row_version', row.version + 1, 'from_status', row.status,
    'desired_active', turn_on, 'status', 'pending', 'engine_id', row.engine_id, 'n8n_workflow_id', row.n8n_workflow_id,
    'shared_with', case when not turn_on then (
      select o.name from public.campaigns o where o.workspace_id = workspace and o.engine_id = row.engine_id
        and o.n8n_workflow_id = row.n8n_workflow_id and o.id <> campaign and o.desired_active and o.deleted_at is null
      limit 1) end);
end
$$;

-- Step 3. Writes only while the intent is the newest; otherwise it becomes 'superseded' and the newer one is looked after.
-- outcome: {kind: observed|refused|silent|expired, n8n_status?, workflow_name?, error_code?, error_message?, latency_ms?, source?}
-- Returns {status, rollback}.
create or replace function private.finish_campaign_intent(
  workspace uuid, intent_id uuid, outcome jsonb, context jsonb
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  intent public.campaign_intents;
  row public.campaigns;
  kind text := outcome ->> 'kind';
  final text;
  revert boolean := false;
begin
  perform private.assert_may(workspace, 'member');
  select * into intent from public.campaign_intents i where i.workspace_id = workspace and i.id = intent_id;
  if not found then
    raise exception using errcode = 'SV001', message = 'CAMPAIGN_NOT_FOUND';
  end if;
  select * into row from public.campaigns c
    where c.workspace_id = workspace and c.id = intent.campaign_id for update;
  select * into intent from public.campaign_intents i where i.workspace_id = workspace and i.id = intent_id for update;

  if row.intent_version <> intent.intent_version or intent.status not in ('pending', 'applying') then
    if intent.status in ('pending', 'applying') then
      update public.campaign_intents i set status = 'superseded', finished_at = now()
        where i.workspace_id = workspace and i.id = intent_id;
    end if;
    -- Our late engine call may have undone a newer one: look again.
    perform private.enqueue(workspace, 'campaigns.converge',
      jsonb_build_object('workspace_id', workspace, 'campaign_id', intent.campaign_id),
      intent.campaign_id::text || '-' || row.intent_version, now());
    return jsonb_build_object('status', case when intent.status in ('pending', 'applying') then 'superseded' else intent.status end,
      'rollback', false);
  end if;

  if kind = 'observed' then
    final := 'done';
    update public.campaigns c set
        n8n_status = outcome ->> 'n8n_status', observed_at = now(), sync_source = coalesce(outcome ->> 'source', 'api'),
        sync_error = null, n8n_workflow_name = coalesce(outcome ->> 'workflow_name', c.n8n_workflow_name)
      where c.workspace_id = workspace and c.id = row.id;
    perform private.enqueue(workspace, 'campaigns.prove',
      jsonb_build_object('workspace_id', workspace, 'campaign_id', row.id),
      row.id::text || '-' || intent.intent_version, now());
  elsif kind = 'silent' or (kind = 'refused' and not intent.desired_active and outcome ->> 'error_code' <> 'WORKFLOW_NOT_FOUND') then
    final := 'pending';
    perform private.enqueue(workspace, 'campaigns.converge',
      jsonb_build_object('workspace_id', workspace, 'campaign_id', row.id),
      row.id::text || '-' || intent.intent_version,
      now() + least(30, 2 * power(2, least(intent.attempts, 4))) * interval '1 second');
  else
    revert := intent.desired_active;
    final := case when kind = 'expired' then 'reverted' else 'failed' end;
  end if;

  update public.campaign_intents i set
      status = final, attempts = intent.attempts + 1,
      error_code = outcome ->> 'error_code', error_message = left(outcome ->> 'error_message', 1000),
      engine_result = outcome - 'error_message', n8n_latency_ms = coalesce((outcome ->> 'latency_ms')::int, intent.n8n_latency_ms),
      total_latency_ms = coalesce(intent.total_latency_ms, (extract(epoch from clock_timestamp() - intent.created_at) * 1000)::int),
      finished_at = case when final = 'pending' then null else now() end
    where i.workspace_id = workspace and i.id = intent_id;

  if revert then
    update public.campaigns c set
        desired_active = false, desired_at = now(), intent_version = row.intent_version + 1,
        status = case when intent.from_status = 'active' then 'paused' else intent.from_status end,
        paused_since = case when intent.from_status in ('active', 'paused') then coalesce(row.paused_since, now()) end,
        last_status_change_at = now(), last_error = left(outcome ->> 'error_message', 500)
      where c.workspace_id = workspace and c.id = row.id;
  end if;
  if final in ('failed', 'reverted') then
    perform private.audit(workspace, case final when 'failed' then 'campaign.toggle_failed' else 'campaign.toggle_reverted' end,
      'campaign', row.id::text,
      jsonb_build_object('status', row.status, 'desired_active', row.desired_active),
      jsonb_build_object('desired_active', row.desired_active and not revert),
      jsonb_build_object('intent_id', intent.id, 'intent_version', intent.intent_version,
        'code', outcome ->> 'error_code', 'latency_ms', outcome ->> 'latency_ms'), context);
  end if;
  return jsonb_build_object('status', final, 'rollback', revert);
end
$$;

-- A person paused it inside the engine: the product follows, and says who decided where the engine tells.
create or replace function private.adopt_engine_pause(workspace uuid, campaign uuid, seen_version int, context jsonb) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  row public.campaigns;
  who jsonb := private.actor_of(context -> 'actor');
  entry uuid;
begin
  perform private.assert_may(workspace, 'member');
  select * into row from public.campaigns c where c.workspace_id = workspace and c.id = campaign for update;
  if not found or not row.desired_active or row.intent_version <> seen_version then
    return false;
  end if;
  update public.campaigns c set
      desired_active = false, desired_at = now(), desired_by = null, status = 'paused', intent_version = seen_version + 1,
      n8n_status = 'inactive', observed_at = now(), paused_since = now(), last_status_change_at = now(),
      paused_reason = 'Switched off inside the workflow engine'
    where c.workspace_id = workspace and c.id = campaign;
  insert into public.campaign_intents (workspace_id, campaign_id, intent_version, action, desired_active, status, cause,
    from_status, to_status, actor_type, actor_id, reason, finished_at)
  values (workspace, campaign, seen_version + 1, 'pause', false, 'done', 'engine', row.status, 'paused',
    who ->> 'type', who ->> 'id', 'Switched off inside the workflow engine', now())
  returning id into entry;
  perform private.audit(workspace, 'campaign.paused', 'campaign', campaign::text,
    jsonb_build_object('status', row.status, 'desired_active', true),
    jsonb_build_object('status', 'paused', 'desired_active', false),
    jsonb_build_object('intent_id', entry, 'cause', 'engine'), context);
  return true;
end
$$;

-- Freshness and run counters of each linked campaign, for readers who may not see the platform's tables.
create or replace function private.campaign_engine_facts(workspace uuid)
returns table (
  campaign_id uuid, engine_status text, engine_reason text, last_sync_at timestamptz,
  total_executions int, successful_executions int, failed_executions int,
  last_execution_at timestamptz, last_execution_status text
)
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.assert_may(workspace, 'viewer');
  return query
    select w.campaign_id, e.status, e.status_reason,
      case when w.missing_since is null then e.last_full_sync_at end,
      w.total_executions, w.successful_executions, w.failed_executions, w.last_execution_at, w.last_execution_status
    from platform.engine_workflows w join platform.engines e on e.id = w.engine_id
    where w.workspace_id = workspace and w.campaign_id is not null;
end
$$;

grant execute on function
  private.set_campaign_intent(uuid, uuid, text, int, text, text, uuid, jsonb),
  private.finish_campaign_intent(uuid, uuid, jsonb, jsonb),
  private.campaign_engine_facts(uuid)
  to authenticated, workspace_agent, service_role;
grant execute on function private.adopt_engine_pause(uuid, uuid, int, jsonb) to workspace_agent, service_role;

-- A campaign's story for everyone who may read the campaign; the audit log itself is for admins (spec 01 §6).
create or replace function private.campaign_history(
  workspace uuid, campaign uuid, before_at timestamptz, before_id uuid, most int
) returns table (
  id uuid, at timestamptz, kind text, action text, status text, actor_type text, actor_name text, cause text,
  from_status text, to_status text, message text, request_id text
)
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.assert_may(workspace, 'viewer');
  return query
    with entries as (
      select i.id, i.created_at as at, 'intent'::text as kind, i.action, i.status, i.actor_type, i.actor_id, i.cause,
        i.from_status, i.to_status, coalesce(i.error_message, i.reason) as message, null::text as request_id
      from public.campaign_intents i where i.workspace_id = workspace and i.campaign_id = campaign
      union all
      select a.id, a.created_at, 'audit', replace(a.action, 'campaign.', ''), null, a.actor_type, a.actor_id, null,
        a.before ->> 'status', a.after ->> 'status', a.reason, a.request_id
      from public.audit_log a
      where a.workspace_id = workspace and a.resource_type = 'campaign' and a.resource_id = campaign::text
        and a.action in ('campaign.created', 'campaign.updated', 'campaign.linked', 'campaign.execution_started',
          'campaign.workflow_deleted', 'campaign.held')
    )
    select e.id, e.at, e.kind, e.action, e.status, e.actor_type, coalesce(m.name, m.email), e.cause, e.from_status,
      e.to_status, e.message, e.request_id
    from entries e left join public.workspace_members m on m.workspace_id = workspace and m.user_id = e.actor_id
    where before_at is null or (e.at, e.id) < (before_at, before_id)
    order by e.at desc, e.id desc limit most;
end
$$;
grant execute on function private.campaign_history(uuid, uuid, timestamptz, uuid, int) to authenticated, workspace_agent, service_role;
