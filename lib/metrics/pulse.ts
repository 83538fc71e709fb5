import { sql } from 'kysely'
import type { Ctx } from '@/lib/auth/context'
import { type CampaignFilter, inCampaign } from './scope'

/**
 * How the campaigns are right now, as JSON of shape `Pulse`. Each is in one state: a change under way, wanted on but seen
 * off, failed or contradicted, running, paused, or something else (draft, completed, not confirmed).
 */
export const pulse = (ctx: Ctx, filter: CampaignFilter) => sql`(
  select json_build_object('running', count(*) filter (where state = 'running'), 'paused', count(*) filter (where state = 'paused'),
    'blocked', count(*) filter (where state = 'blocked'), 'pending', count(*) filter (where state = 'pending'),
    'other', count(*) filter (where state = 'other'),
    'last_event_at', to_char(max(last_event_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'sends_last_hour', (
      select count(*) from email_events e
      where e.workspace_id = ${ctx.workspaceId}::uuid and e.occurred_at > now() - interval '1 hour'
        and e.event_type = 'sent' and not e.sandbox_mode and ${inCampaign(ctx, filter, 'e.campaign_id')}))
  from (
    select a.last_event_at, case
      when i.id is not null then 'pending'
      when k.status = 'error' or (k.desired_active
        and (k.n8n_status in ('inactive', 'error', 'deleted') or k.proof ->> 'state' = 'contradicted')) then 'blocked'
      when k.desired_active and k.n8n_status = 'active' then 'running'
      when k.status = 'paused' and not k.desired_active then 'paused'
      else 'other' end as state
    from campaigns k
    left join campaign_intents i on i.workspace_id = k.workspace_id and i.campaign_id = k.id
      and i.intent_version = k.intent_version and i.status in ('pending', 'applying')
    left join campaign_activity a on a.workspace_id = k.workspace_id and a.campaign_id = k.id
    where k.workspace_id = ${ctx.workspaceId}::uuid and k.deleted_at is null and k.status <> 'archived'
      and ${inCampaign(ctx, filter, 'k.id')}) states)`
