import { type RawBuilder, sql } from 'kysely'
import { authorize, type Ctx } from '@/lib/auth/context'
import { resolveRange } from '@/lib/metrics/range'
import { MOST_ROW_DAYS, pageOf, rowsBetween } from '@/lib/metrics/rows'
import { zoneOf } from '@/lib/workspaces/zone'
import type { EventsQuery, MailEvent } from './schemas'

export type EventPage = { items: MailEvent[]; next_cursor: string | null }

/** The events behind a figure, newest first, without sandbox. Throws INVALID_DATE_RANGE, INVALID_CURSOR. */
export async function listEvents(ctx: Ctx, { cursor, limit, ...query }: EventsQuery): Promise<EventPage> {
  authorize(ctx, 'events.read')
  const range = resolveRange(query, await zoneOf(ctx), { mostDays: MOST_ROW_DAYS })
  const workspace = sql`${ctx.workspaceId}::uuid`
  // Names are looked up for the rows of the page alone.
  const statement = sql<MailEvent>`
    select e.id, e.event_type, e.occurred_at, e.received_at, e.stat_day as day,
      case when e.campaign_id is not null then json_build_object('id', e.campaign_id, 'name', k.name) end as campaign,
      case when e.contact_id is not null then json_build_object('id', e.contact_id, 'email', c.email,
        'name', nullif(concat_ws(' ', c.first_name, c.last_name), '')) end as contact,
      case when e.sender_id is not null then json_build_object('id', e.sender_id, 'email', s.email) end as sender,
      e.step_number as step, e.actor_class, e.class_reason, e.is_first, e.bounce_type, e.reply_class, e.subject, e.snippet,
      e.message_id, e.provider
    from (
      select * from email_events e
      where e.workspace_id = ${workspace} and not e.sandbox_mode and ${rowsBetween(range, cursor)} and ${matches(query)}
      order by e.occurred_at desc, e.id desc limit ${limit + 1}) e
    left join campaigns k on k.workspace_id = ${workspace} and k.id = e.campaign_id
    left join contacts c on c.workspace_id = ${workspace} and c.id = e.contact_id
    left join senders s on s.workspace_id = ${workspace} and s.id = e.sender_id
    order by e.occurred_at desc, e.id desc`
  const [rows] = await ctx.db.read(statement)
  return pageOf(rows, limit)
}

function matches(query: Omit<EventsQuery, 'cursor' | 'limit'>): RawBuilder<boolean> {
  const { campaign_id, contact_id, sender_id, event_type, step, actor_class } = query
  const conditions = [sql<boolean>`true`]
  if (campaign_id) conditions.push(sql`e.campaign_id = ${campaign_id}::uuid`)
  if (contact_id) conditions.push(sql`e.contact_id = ${contact_id}::uuid`)
  if (sender_id) conditions.push(sql`e.sender_id = ${sender_id}::uuid`)
  if (event_type) conditions.push(sql`e.event_type = ${event_type}`)
  if (step) conditions.push(sql`e.step_number = ${step}::int`)
  if (actor_class) conditions.push(sql`e.actor_class = ${actor_class}`)
  return sql`${sql.join(conditions, sql` and `)}`
}
