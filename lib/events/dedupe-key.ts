import { hash } from 'node:crypto'

/** What makes an event the same event again, as the reporter names it. `occurredAt` is in milliseconds. */
export type EventIdentity = {
  event_type: string
  provider_event_id?: string | undefined
  message_id?: string | undefined
  contact?: string | undefined
  campaign?: string | undefined
  step?: number | undefined
  sandbox?: boolean | undefined
  occurredAt: number
}

const KEY_BYTES = 16
/** A mail is opened and clicked many times: these happenings differ by their minute. */
const REPEATABLE = new Set(['opened', 'clicked'])
const MINUTE_MS = 60_000

/** 16 bytes, in hex: the provider's own id when it gave one, else type, mail, step and (for opens and clicks) minute. */
export function dedupeKeyOf(event: EventIdentity): string {
  const { event_type, provider_event_id, message_id, contact, campaign, step, sandbox, occurredAt } = event
  const mail = message_id ? ['message', message_id] : ['mail', contact ?? '', campaign ?? '']
  const minute = REPEATABLE.has(event_type) ? Math.floor(occurredAt / MINUTE_MS) : null
  const identity = provider_event_id
    ? ['provider', provider_event_id]
    : [event_type, ...mail, step ?? null, minute, sandbox === true]
  return hash('sha256', JSON.stringify(identity), 'hex').slice(0, 2 * KEY_BYTES)
}
