import type { Sql } from 'postgres'
import { chance } from './random'
import {
  CLICK,
  CLICK_MACHINE,
  COMPLAINT,
  DELIVERY_REPORTED,
  FAILURE,
  OPEN_AGAIN,
  OPEN_MACHINE,
  OPENS,
  OUT_OF_OFFICE,
  SOFT_BOUNCE,
} from './shape'
import type { Year } from './year'

/** One kind of event that a mail may lead to: when (an expression), under which condition, and what sets it apart. */
type Kind = {
  type: string
  when: string
  at: string
  actor?: 'human' | 'machine'
  reason?: string
  first?: boolean
  bounce?: string
  reply?: string
}

const kindsOf = (salt: number): Kind[] => {
  const one = (n: number) => chance('m.k', salt + 50 + n)
  // Most reactions come within hours, some after days; never more than two weeks.
  const later = (n: number, hours: number) =>
    `m.sent_at + interval '2 minutes' + least(336, -ln(1 - ${one(n)}) * ${hours}) * interval '1 hour'`
  const opened = `m.tracking = 'all' and m.ending <> 'bounced' and ${one(1)} < (array[${OPENS.join(', ')}])[m.step] * m.appeal`
  const isOpened = `(${opened})`
  const tracked = `m.tracking <> 'none' and m.ending <> 'bounced'`
  return [
    { type: 'sent', when: 'true', at: 'm.sent_at' },
    {
      type: 'delivered',
      when: `m.ending <> 'bounced' and ${one(0)} < ${DELIVERY_REPORTED}`,
      at: `m.sent_at + ${one(2)} * interval '40 seconds'`,
    },
    { type: 'opened', when: isOpened, at: later(3, 7), actor: 'human', first: true },
    {
      type: 'opened',
      when: `${isOpened} and ${one(4)} < ${OPEN_AGAIN}`,
      at: `${later(3, 7)} + interval '1 minute' + ${one(5)} * interval '30 hours'`,
      actor: 'human',
    },
    {
      type: 'opened',
      when: `m.tracking = 'all' and m.ending <> 'bounced' and ${one(6)} < ${OPEN_MACHINE}`,
      at: `m.sent_at + (2 + ${one(7)} * 25) * interval '1 second'`,
      actor: 'machine',
      reason: 'image proxy that loads every mail',
    },
    {
      type: 'clicked',
      when: `${tracked} and ${one(1)} < (array[${OPENS.join(', ')}])[m.step] * m.appeal and ${one(8)} < ${CLICK} * m.appeal`,
      at: `${later(3, 7)} + interval '20 seconds' + ${one(9)} * interval '5 minutes'`,
      actor: 'human',
      first: true,
    },
    {
      type: 'clicked',
      when: `${tracked} and ${one(10)} < ${CLICK_MACHINE}`,
      at: `m.sent_at + (1 + ${one(11)} * 8) * interval '1 second'`,
      actor: 'machine',
      reason: 'link scanner within seconds of delivery',
    },
    {
      type: 'replied',
      when: `m.ending = 'replied'`,
      at: later(12, 14),
      actor: 'human',
      first: true,
      reply: 'm.reply_class',
    },
    {
      type: 'replied',
      when: `m.ending <> 'bounced' and ${one(13)} < ${OUT_OF_OFFICE}`,
      at: `m.sent_at + interval '20 seconds' + ${one(14)} * interval '4 minutes'`,
      actor: 'machine',
      reason: 'automatic answer',
      reply: `'out_of_office'`,
    },
    {
      type: 'bounced',
      when: `m.ending = 'bounced'`,
      at: `m.sent_at + interval '4 seconds' + ${one(15)} * interval '3 minutes'`,
      bounce: 'hard',
    },
    {
      type: 'bounced',
      when: `m.ending <> 'bounced' and ${one(16)} < ${SOFT_BOUNCE}`,
      at: `m.sent_at + interval '1 minute' + ${one(17)} * interval '2 hours'`,
      bounce: 'soft',
    },
    { type: 'opted_out', when: `m.ending = 'opted_out'`, at: later(18, 9) },
    { type: 'complained', when: `m.ending = 'none' and ${one(19)} < ${COMPLAINT}`, at: later(20, 20) },
    {
      type: 'failed',
      when: `${one(21)} < ${FAILURE}`,
      at: `m.sent_at - interval '3 minutes'`,
      reason: 'mail server refused the connection',
    },
  ]
}

const text = (value: string | undefined) => (value === undefined ? 'null::text' : `'${value}'`)

/** Inserts the events of the mails sent in one week by the given campaigns, oldest first, through the table's own triggers. */
export async function insertEvents(sql: Sql, year: Year, week: number, campaigns: number[]): Promise<void> {
  const parts = kindsOf(year.seed * 100).map(
    (kind, i) => `select ${i} as n, m.*, '${kind.type}' as type, ${kind.at} as at, '${kind.actor ?? 'human'}' as actor,
      ${text(kind.reason)} as reason, ${kind.first ?? !['opened', 'clicked', 'replied'].includes(kind.type)} as is_first,
      ${text(kind.bounce)} as bounce, ${kind.reply ?? 'null::text'} as reply
    from seed.mails m where m.week = $2 and m.c = any ($3) and ${kind.when}`,
  )
  await sql.unsafe(
    `insert into public.email_events (workspace_id, id, campaign_id, contact_id, send_id, sender_id, step_number, event_type,
      actor_class, class_reason, is_first, tracking, bounce_type, reply_class, provider, message_id, subject, snippet,
      dedupe_key, occurred_at, received_at, stat_day)
    select $1::uuid, (lpad(to_hex((extract(epoch from e.at) * 1000)::bigint), 12, '0') || '7' || substr(h.h, 14, 3) || '8'
        || substr(h.h, 18, 15))::uuid,
      e.campaign_id, e.contact_id, e.id, e.sender_id, e.step, e.type, e.actor, e.reason, e.is_first,
      case when e.type = 'sent' then e.tracking end, e.bounce, e.reply, 'gmail', e.id || '@mail.example.com',
      case when e.type = 'sent' then (array['A quick question', 'Following up', 'Shall I close the file?'])[e.step] end,
      case e.reply when 'positive' then 'Sounds interesting, what does next week look like?'
        when 'question' then 'How does this differ from what we use today?'
        when 'not_now' then 'Not this quarter, please ask again later.'
        when 'not_interested' then 'Thanks, this is nothing for us.'
        when 'unsubscribe' then 'Please take me off your list.'
        when 'wrong_person' then 'You want to talk to my colleague.'
        when 'out_of_office' then 'I am out of the office until Monday.' end,
      decode(h.h, 'hex'), e.at, e.at + interval '2 seconds', (e.at at time zone $4)::date
    from (${parts.join(' union all ')}) e
    cross join lateral (select md5($5 || e.k || '/' || e.n) as h offset 0) h
    where e.at <= $6::timestamptz
    order by e.at
    on conflict do nothing`,
    [year.workspaceId, week, campaigns, year.timezone, year.workspaceId, year.until.toISOString()],
  )
}
