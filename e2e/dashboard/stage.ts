import { createDeliveryKey, deliverToStack } from '@/__tests__/helpers/stack-deliver'
import { createCampaign, database, sharedEngineId, type Tenant } from '@/__tests__/helpers/stack-tenant'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

export type Mail = { campaign?: string; daysAgo?: number; step?: number }

/** A campaign without a workflow of its own: figures need no engine. */
export async function stageQuietCampaign(tenant: Tenant, name: string): Promise<string> {
  const id = `quiet${Math.random().toString(36).slice(2, 12)}`
  return createCampaign(tenant, { name, engineId: await sharedEngineId(), workflow: { id, name } })
}

let count = 0
/** What a workflow reports about one mail: its send, then the rest an hour later. */
export function reports(types: readonly string[], { campaign, daysAgo = 0, step = 1 }: Mail = {}): object[] {
  count += 1
  const n = `${process.pid}-${count}`
  const at = Date.now() - daysAgo * DAY_MS - 3 * HOUR_MS
  return types.map((event_type, index) => ({
    ...{ event_type, step, tracking: 'all', sender_email: 'us@acme.example.com' },
    ...(campaign && { campaign }),
    ...{ contact_email: `person.${n}@customer.example.com`, provider_message_id: `<${n}@mail>` },
    ...{ provider_event_id: `${n}-${event_type}-${index}`, event_ts: new Date(at + index * 60_000).toISOString() },
    ...(event_type === 'bounced' && { bounce_type: 'hard' }),
    ...(event_type === 'replied' && { reply_class: 'positive' }),
  }))
}

const keys = new Map<string, ReturnType<typeof createDeliveryKey>>()

export async function deliver(tenant: Tenant, events: readonly object[]): Promise<void> {
  const key = keys.get(tenant.id) ?? createDeliveryKey(tenant)
  keys.set(tenant.id, key)
  for (let at = 0; at < events.length; at += 200) await deliverToStack(await key, 'events', events.slice(at, at + 200))
}

export type Recount = Record<'sends' | 'clicks' | 'replies' | 'opt_outs' | 'opens' | 'bounces' | 'tracked', number>

/** Counted from the events themselves, past every rollup. */
export async function recount(tenant: Tenant, days: number, campaign?: string): Promise<Recount> {
  const sql = database()
  const [row] = await sql<Recount[]>`select
      count(*) filter (where event_type = 'sent')::int as sends,
      count(*) filter (where event_type = 'sent' and tracking in ('all', 'clicks'))::int as tracked,
      count(*) filter (where event_type = 'clicked' and is_first)::int as clicks,
      count(*) filter (where event_type = 'replied' and is_first)::int as replies,
      count(*) filter (where event_type = 'opened' and is_first)::int as opens,
      count(*) filter (where event_type = 'opted_out')::int as opt_outs,
      count(*) filter (where event_type = 'bounced')::int as bounces
    from email_events
    where workspace_id = ${tenant.id} and not sandbox_mode
      and (occurred_at at time zone 'UTC')::date > (now() at time zone 'UTC')::date - ${days}::int
      ${campaign ? sql`and campaign_id = ${campaign}` : sql``}`
  if (!row) throw new Error('A count has one row')
  return row
}
