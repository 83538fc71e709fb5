/** Who may do what with a row of Acme, declared once: one row per table (spec 01 §6). */
export const PEOPLE = ['stranger', 'viewer', 'member', 'admin', 'owner', 'frozen'] as const
const AGENTS = ['agent of Acme', 'agent of Globex', 'agent unset'] as const
export const WHO = ['anon', ...PEOPLE, ...AGENTS, 'platform'] as const
export type Who = (typeof WHO)[number]
export const COMMANDS = ['select', 'insert', 'update', 'delete'] as const
export type Command = (typeof COMMANDS)[number]
/** Named personas reach a row; every other one gets nothing or 42501. `frozen` is asked about its own, frozen tenant. */
export type Rights = Record<Command, Who[]> & { columns?: { insert: string[]; update: string } }

const MEMBERS: Who[] = ['viewer', 'member', 'admin', 'owner', 'frozen']
const AGENT: Who[] = ['agent of Acme']
const PLATFORM: Who[] = ['platform']
const operator: Rights = { select: PLATFORM, insert: PLATFORM, update: PLATFORM, delete: PLATFORM }
const agents: Rights = {
  select: [...AGENT, ...PLATFORM],
  insert: [...AGENT, ...PLATFORM],
  update: [...AGENT, ...PLATFORM],
  delete: [...AGENT, ...PLATFORM],
}
const readOnly: Rights = {
  select: [...MEMBERS, ...AGENT, ...PLATFORM],
  insert: PLATFORM,
  update: PLATFORM,
  delete: PLATFORM,
}
const campaignColumns = ['workspace_id', 'id', 'name', 'description', 'daily_limit', 'timezone', 'created_by']

export const RIGHTS: Record<string, Rights> = {
  'public.workspaces': readOnly,
  'public.workspace_members': readOnly,
  'public.campaign_intents': readOnly,
  'public.campaigns': {
    select: readOnly.select,
    insert: ['member', 'admin', 'owner', ...AGENT, ...PLATFORM],
    update: ['member', 'admin', 'owner', ...AGENT, ...PLATFORM],
    delete: PLATFORM,
    columns: { insert: campaignColumns, update: 'description' },
  },
  'public.campaign_executions': { ...readOnly, insert: [...AGENT, ...PLATFORM], update: [...AGENT, ...PLATFORM] },
  'public.email_drafts': { ...readOnly, insert: [...AGENT, ...PLATFORM], update: [...AGENT, ...PLATFORM] },
  'public.contacts': readOnly,
  'public.suppressions': readOnly,
  'public.senders': readOnly,
  'public.enrollments': readOnly,
  'public.sends': readOnly,
  'public.campaign_activity': readOnly,
  'public.email_events': readOnly,
  'public.daily_stats': readOnly,
  'public.daily_campaign_stats': readOnly,
  'public.cost_events': readOnly,
  'public.daily_costs': readOnly,
  'public.notifications': readOnly,
  // A person's own: what the owner has read is nobody else's business.
  'public.notification_reads': {
    select: ['owner', 'frozen', ...PLATFORM],
    insert: ['owner', 'frozen', ...PLATFORM],
    update: ['owner', 'frozen', ...PLATFORM],
    delete: PLATFORM,
  },
  'public.user_settings': {
    select: ['owner', 'frozen', ...PLATFORM],
    insert: ['owner', 'frozen', ...PLATFORM],
    update: ['owner', 'frozen', ...PLATFORM],
    delete: PLATFORM,
  },
  // Written by private.audit alone; not even the platform changes or removes what has not expired.
  'public.audit_log': { select: ['admin', 'owner', 'frozen', ...PLATFORM], insert: [], update: [], delete: [] },
  'platform.engines': { ...operator, select: [...AGENT, ...PLATFORM] },
  'platform.webhook_secrets': { ...operator, select: [...AGENT, ...PLATFORM] },
  'platform.engine_workflows': agents,
  'platform.sync_logs': agents,
  'platform.sync_failures': agents,
  'platform.dead_letters': { ...operator, insert: [...AGENT, ...PLATFORM] },
  'platform.outbox': operator,
  'platform.idempotency_keys': operator,
  'platform.inbound_requests': operator,
  'platform.deferred_deliveries': operator,
  'platform.health_checks': operator,
  'platform.local_users': operator,
  'platform.local_sessions': operator,
}
