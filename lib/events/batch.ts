import { type RawBuilder, sql } from 'kysely'
import type { EventRow } from './prepare'

/** An event in its batch: with the place of its delivery, from 1, and the judgement of who did it. */
export type BatchRow = EventRow & { delivery?: number; actor_class: string; class_reason?: string | null | undefined }

/** The fields of `private.incoming_events`, in its order. */
const FIELDS = {
  ...{
    delivery: 'int',
    event_type: 'text',
    email: 'text',
    email_hash: 'bytea',
    contact_id: 'uuid',
    campaign_id: 'uuid',
  },
  ...{ campaign_name: 'text', step_number: 'smallint', sender_email: 'text', provider: 'text', message_id: 'text' },
  ...{ occurred_at: 'timestamptz', subject: 'text', snippet: 'text', bounce_type: 'text', reply_class: 'text' },
  ...{ actor_class: 'text', class_reason: 'text', tracking: 'text', sandbox_mode: 'boolean', dedupe_key: 'bytea' },
  metadata: 'jsonb',
} satisfies Record<keyof BatchRow, string>

/** Events as the database takes them: one array for each field, which it reads five times as fast as JSON. */
export function toBatch(rows: BatchRow[]): RawBuilder<unknown> {
  const columns = Object.entries(FIELDS).map(
    ([field, type]) => sql`${writeArray(rows, field as keyof BatchRow)}::${sql.raw(type)}[]`,
  )
  return sql`row(${sql.join(columns)})::private.incoming_events`
}

/** An array in Postgres' own notation: the driver's takes four times as long. Null where no event has the field. */
function writeArray(rows: BatchRow[], field: keyof BatchRow): string | null {
  let isEmpty = true
  const items = rows.map((row) => {
    const value = row[field]
    if (value === undefined || value === null) return 'null'
    isEmpty = false
    return quote(typeof value === 'object' ? JSON.stringify(value) : String(value))
  })
  return isEmpty ? null : `{${items.join()}}`
}

const SPECIAL = /["\\]/
const quote = (text: string): string => `"${SPECIAL.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`
