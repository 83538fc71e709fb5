import type { Callback } from './callbacks'

type Data = Record<string, unknown>

/** Where each kind says when it happened; `at` and the envelope's time serve all. */
const TIME_FIELDS: Record<string, string> = {
  'email.sent': 'sent_at',
  'email.delivered': 'delivered_at',
  'email.opened': 'opened_at',
  'email.clicked': 'clicked_at',
  'email.bounced': 'bounced_at',
  'email.replied': 'replied_at',
  'email.opted_out': 'opted_out_at',
}
/** Facts of one kind that have no column of their own. */
const KEPT_AS_METADATA = ['bounce_reason', 'method', 'link_id', 'ip_prefix', 'send_id', 'reply_message_id'] as const
const LONGEST_FACT = 500

/** A callback about a mail as the event it reports; the event's own contract then proves it. */
export function toEventInput({ type, at, data }: Callback): Data {
  const isReply = type === 'email.replied'
  return defined({
    event_type: type.slice('email.'.length),
    workspace_id: data.workspace_id,
    contact_email: data.contact_email ?? data.recipient ?? data.email,
    contact_id: data.contact_id,
    campaign: data.campaign,
    campaign_id: data.campaign_id,
    step: data.step ?? data.email_number,
    sender_email: data.sender_email,
    provider: data.provider,
    provider_message_id: isReply
      ? (data.original_message_id ?? data.message_id)
      : (data.provider_message_id ?? data.message_id),
    provider_event_id: data.provider_event_id ?? (isReply ? data.reply_message_id : undefined),
    event_ts: data[TIME_FIELDS[type] ?? 'at'] ?? data.at ?? data.event_ts ?? data.timestamp ?? at ?? undefined,
    subject: data.subject,
    snippet: cut(data.reply_snippet ?? data.snippet, 200),
    bounce_type: data.bounce_type,
    reply_class: data.reply_class,
    actor_class: data.actor_class,
    class_reason: data.class_reason,
    user_agent: cut(data.user_agent, 500),
    tracking: data.tracking,
    sandbox: data.sandbox,
    metadata: metadataOf(data),
  })
}

const defined = (fields: Data): Data => Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null))

const cut = (text: unknown, most: number): unknown =>
  typeof text === 'string' ? text.slice(0, most).toWellFormed() : text

function metadataOf(data: Data): unknown {
  const facts = Object.fromEntries(
    KEPT_AS_METADATA.filter((name) => data[name] != null).map((name) => [name, cut(data[name], LONGEST_FACT)]),
  )
  const given = data.metadata ?? {}
  return typeof given === 'object' && !Array.isArray(given) ? { ...given, ...facts } : given
}
