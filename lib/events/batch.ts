import { type RawBuilder, sql } from 'kysely'
import type { EventRow } from './prepare'

/** An event in its batch: with the place of its delivery, from 1, and the judgement of who did it. */
export type BatchRow = EventRow & { delivery?: number; actor_class: string; class_reason?: string | null | undefined }

/** An event with what it names said by its place among the names of the batch, from 1. */
type Placed = BatchRow & { person: number | null; campaign: number | null; sender: number | null }

/** The fields of `private.event_batch` that each event has, in its order. */
const FIELDS = {
  ...{
    delivery: 'int',
    event_type: 'text',
    person: 'int',
    contact_id: 'uuid',
    campaign: 'int',
    step_number: 'smallint',
  },
  ...{
    sender: 'int',
    provider: 'text',
    message_id: 'text',
    occurred_at: 'timestamptz',
    subject: 'text',
    snippet: 'text',
  },
  ...{ bounce_type: 'text', reply_class: 'text', actor_class: 'text', class_reason: 'text', tracking: 'text' },
  ...{ sandbox_mode: 'boolean', dedupe_key: 'bytea', metadata: 'jsonb' },
} satisfies Partial<Record<keyof Placed, string>>

/**
 * Events as the database takes them: people, campaigns and mailboxes once each, then one array for each field of the events,
 * which it reads five times as fast as JSON.
 */
export function toBatch(rows: BatchRow[]): RawBuilder<unknown> {
  const [people, campaigns, senders] = [createNames(), createNames(), createNames()]
  const placed = rows.map(
    (row): Placed => ({
      ...row,
      person: row.contact_id ? null : people.placeOf(row.email_hash, row),
      campaign: campaigns.placeOf(row.campaign_id ?? row.campaign_name, row),
      sender: senders.placeOf(row.sender_email, row),
    }),
  )
  const columns = [
    ...[writeArray(people.named, 'email', 'text'), writeArray(people.named, 'email_hash', 'bytea')],
    ...[writeArray(campaigns.named, 'campaign_id', 'uuid'), writeArray(campaigns.named, 'campaign_name', 'text')],
    ...[writeArray(senders.named, 'sender_email', 'text'), writeArray(senders.named, 'provider', 'text')],
    ...Object.entries(FIELDS).map(([field, type]) => writeArray(placed, field as keyof Placed, type)),
  ]
  return sql`row(${sql.join(columns)})::private.event_batch`
}

/** Gives each name of a batch its place, in the order of their first events, which stand for them. */
function createNames() {
  const places = new Map<string, number>()
  const named: BatchRow[] = []
  return {
    named,
    placeOf: (name: string | undefined, row: BatchRow): number | null => {
      if (name === undefined) return null
      const known = places.get(name)
      if (known !== undefined) return known
      places.set(name, named.push(row))
      return named.length
    },
  }
}

/** An array in Postgres' own notation: the driver's takes four times as long. Null where none has the field. */
function writeArray<Row>(rows: Row[], field: keyof Row, type: string): RawBuilder<unknown> {
  const isAbsent = rows.every((row) => row[field] === undefined || row[field] === null)
  const text = isAbsent ? null : `{${rows.map((row) => writeItem(row[field])).join()}}`
  return sql`${text}::${sql.raw(type)}[]`
}

const SPECIAL = /["\\]/

function writeItem(value: unknown): string {
  if (value === undefined || value === null) return 'null'
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return SPECIAL.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`
}
