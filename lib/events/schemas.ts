import { z } from 'zod'

/** Contracts of mail events (spec 02 §4.5, 4.18; 05 §15). Bodies of mails are never taken in. */
export const EVENT_TYPES = [
  ...(['sent', 'delivered', 'opened', 'clicked', 'replied'] as const),
  ...(['bounced', 'opted_out', 'complained', 'failed'] as const),
] as const
export const EventType = z.enum(EVENT_TYPES)
export type EventType = z.infer<typeof EventType>

export const REPLY_CLASSES = [
  ...(['positive', 'question', 'not_now', 'not_interested'] as const),
  ...(['unsubscribe', 'wrong_person', 'out_of_office', 'auto_reply'] as const),
] as const

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Not an e-mail address')
/** In one spelling: it is part of what tells an event from another. */
const id = z.uuid().toLowerCase()
const instant = z.iso.datetime({ offset: true })
const short = (max: number) => z.string().max(max)

/** One event as a workflow reports it; the older names `email_number`, `message_id`, `opt_out` mean the same. */
export const EventInput = z
  .strictObject({
    workspace_id: id.optional(),
    event_type: z.union([EventType, z.literal('opt_out').transform(() => 'opted_out' as const)]),
    contact_email: email.optional(),
    contact_id: id.optional(),
    campaign: z.string().trim().min(1).max(100).optional(),
    campaign_id: id.optional(),
    step: z.number().int().min(1).max(20).optional(),
    email_number: z.number().int().min(1).max(20).optional(),
    sender_email: email.optional(),
    provider: short(40).optional(),
    provider_message_id: short(255).optional(),
    message_id: short(255).optional(),
    provider_event_id: short(255).optional(),
    event_ts: instant.optional(),
    subject: short(500).optional(),
    snippet: short(200).optional(),
    bounce_type: z.enum(['hard', 'soft']).optional(),
    reply_class: z.enum(REPLY_CLASSES).optional(),
    actor_class: z.enum(['human', 'machine', 'unknown']).optional(),
    class_reason: short(120).optional(),
    user_agent: short(500).optional(),
    /** What the mail of a `sent` can report back; the campaign's setting when absent. */
    tracking: z.enum(['none', 'clicks', 'all']).optional(),
    sandbox: z.boolean().optional(),
    metadata: z.record(z.string(), z.unknown()).optional(),
  })
  .refine((event) => event.contact_email !== undefined || event.contact_id !== undefined, {
    message: 'Give contact_email or contact_id.',
    path: ['contact_email'],
  })
export type EventInput = z.output<typeof EventInput>

/** Answer of every ingestion door: each item stands alone. */
export const Recorded = z.object({
  accepted: z.number().int(),
  duplicates: z.number().int(),
  rejected: z.array(z.object({ index: z.number().int(), code: z.string(), message: z.string() })),
})
export type Recorded = z.infer<typeof Recorded>

export const EventsQuery = z.strictObject({
  start: z.iso.date().optional(),
  end: z.iso.date().optional(),
  campaign_id: z.uuid().optional(),
  event_type: EventType.optional(),
  contact_id: z.uuid().optional(),
  sender_id: z.uuid().optional(),
  step: z.coerce.number().int().min(1).max(20).optional(),
  actor_class: z.enum(['human', 'machine', 'unknown']).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type EventsQuery = z.infer<typeof EventsQuery>

const named = z.object({ id: z.uuid(), name: z.string().nullable() })
export const MailEvent = z.object({
  id: z.uuid(),
  event_type: EventType,
  occurred_at: z.iso.datetime(),
  received_at: z.iso.datetime(),
  day: z.iso.date(),
  campaign: named.nullable(),
  contact: z.object({ id: z.uuid(), email: z.string().nullable(), name: z.string().nullable() }).nullable(),
  sender: z.object({ id: z.uuid(), email: z.string().nullable() }).nullable(),
  step: z.number().int().nullable(),
  actor_class: z.enum(['human', 'machine', 'unknown']),
  class_reason: z.string().nullable(),
  /** Counted in the headline figure: the first of its mail by a person. */
  is_first: z.boolean(),
  bounce_type: z.enum(['hard', 'soft']).nullable(),
  reply_class: z.string().nullable(),
  subject: z.string().nullable(),
  snippet: z.string().nullable(),
  message_id: z.string().nullable(),
  provider: z.string().nullable(),
})
export type MailEvent = z.infer<typeof MailEvent>
