import { type Rejection, reject, rejectInvalid } from '@/lib/webhooks/delivery'
import { fitsMetadata, isStorable } from '@/lib/webhooks/storable'
import { dedupeKeyOf } from './dedupe-key'
import { EventInput } from './schemas'

/** Clocks differ a little; nothing happens later than that. */
const AHEAD_MS = 5 * 60_000
/** What is older is no longer kept. */
const MOST_AGE_MS = 730 * 86_400_000

/** An event as `private.event_batch` holds it, but for its place there and for who did it; `email_hash` and `dedupe_key` in hex. */
export type EventRow = {
  event_type: string
  email?: string | undefined
  email_hash?: string | undefined
  contact_id?: string | undefined
  campaign_id?: string | undefined
  campaign_name?: string | undefined
  step_number?: number | undefined
  sender_email?: string | undefined
  provider?: string | undefined
  message_id?: string | undefined
  occurred_at: string
  subject?: string | undefined
  snippet?: string | undefined
  bounce_type?: string | undefined
  reply_class?: string | undefined
  tracking?: string | undefined
  sandbox_mode: boolean
  dedupe_key: string
  metadata?: Record<string, unknown> | undefined
}
export type PreparedEvent = { row: EventRow; given: Pick<EventInput, 'actor_class' | 'class_reason' | 'user_agent'> }

/** What the events of a batch share: the time in milliseconds, and how their workspace hashes an address. */
type Frame = { now: number; hash: (email: string) => string }

/** Proves one reported event and brings it into the form the database takes. */
export function prepareEvent(input: unknown, { now, hash }: Frame): PreparedEvent | Rejection {
  if (!isStorable(input)) return reject('INVALID_INPUT', 'The event contains text that cannot be stored.')
  const parsed = EventInput.safeParse(input)
  if (!parsed.success) return rejectInvalid(parsed.error)
  const event = parsed.data
  if (!fitsMetadata(event.metadata)) return reject('INVALID_INPUT', 'metadata: At most 4 kB.')
  const occurredAt = event.event_ts === undefined ? now : Date.parse(event.event_ts)
  if (Number.isNaN(occurredAt)) return reject('INVALID_INPUT', 'event_ts: Not a time.')
  if (occurredAt > now + AHEAD_MS) return reject('INVALID_TIMESTAMP')
  if (occurredAt < now - MOST_AGE_MS) return reject('EVENT_TOO_OLD')
  const { actor_class, class_reason, user_agent } = event
  return { row: toRow(event, occurredAt, hash), given: { actor_class, class_reason, user_agent } }
}

/** An instant that reads as we would write it: in UTC and in milliseconds. */
const isExact = (instant: string | undefined): instant is string =>
  instant !== undefined && instant.length === '2026-11-20T00:00:00.000Z'.length && instant.endsWith('Z')

function toRow(event: EventInput, occurredAt: number, hash: Frame['hash']): EventRow {
  const email = event.contact_email
  const step = event.step ?? event.email_number
  const message_id = event.provider_message_id ?? event.message_id
  const dedupe_key = dedupeKeyOf({
    event_type: event.event_type,
    provider_event_id: event.provider_event_id,
    message_id,
    contact: event.contact_id ?? email,
    campaign: event.campaign_id ?? event.campaign?.toLowerCase(),
    step,
    sandbox: event.sandbox,
    occurredAt,
  })
  return {
    event_type: event.event_type,
    email,
    email_hash: email && hash(email),
    contact_id: event.contact_id,
    campaign_id: event.campaign_id,
    campaign_name: event.campaign,
    step_number: step,
    sender_email: event.sender_email,
    provider: event.provider,
    message_id,
    occurred_at: isExact(event.event_ts) ? event.event_ts : new Date(occurredAt).toISOString(),
    subject: event.subject,
    snippet: event.snippet,
    bounce_type: event.bounce_type,
    reply_class: event.reply_class,
    tracking: event.tracking,
    sandbox_mode: event.sandbox ?? false,
    dedupe_key,
    metadata: event.metadata,
  }
}
