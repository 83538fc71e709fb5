import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { Pool } from 'undici'
import { type Measure, measurePairs, type Pair, timed } from '../report'
import type { BenchWeb } from '../web'
import { type Door, type Signed, sign } from './door'
import { someEvents, someRows } from './mail'

const BATCH = 1_000
/** Long enough that the first and last batches, which have a core to themselves, do not count. */
const BATCHES = 40
const ROUNDS = 11
/** A process that has just started interprets what it will later compile. */
const WARM_UP = 2
const CONNECTIONS = 2
const TARGET = 0.5

/** Batches of 1,000 through the signed door, and the same number of rows by bare `unnest` inserts that fire the same triggers. */
export async function measureBatch(web: BenchWeb, connections: Sql[], door: Door): Promise<Measure[]> {
  const pool = new Pool(web.url, { connections: CONNECTIONS })
  const pairs: Pair[] = []
  const speed = (ms: number) => (BATCH * BATCHES * 1_000) / ms
  try {
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const deliveries = Array.from({ length: BATCHES }, () => sign(door, someEvents(BATCH, door.campaignId)))
      const columns = Array.from({ length: BATCHES }, () => someRows(BATCH, senders))
      const throughDoor = await timed(() => drain(deliveries, CONNECTIONS, (one) => post(pool, one)))
      const inserted = await timed(() =>
        drain(columns, CONNECTIONS, (one, n) => insert(connections[n] as Sql, door, one)),
      )
      if (round >= 0) pairs.push({ value: speed(throughDoor), baseline: speed(inserted) })
    }
  } finally {
    await pool.close()
  }
  return [measurePairs('ingest.batch_1000', 'events/s', pairs, TARGET)]
}

const senders = Array.from({ length: 4 }, () => randomUUID())

/** Works the list off with so many at a time; the worker's number comes along. */
export async function drain<T>(
  items: T[],
  workers: number,
  work: (item: T, worker: number) => Promise<unknown>,
): Promise<void> {
  const waiting = [...items]
  await Promise.all(
    Array.from({ length: workers }, async (_, n) => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next, n)
    }),
  )
}

/** Throws on anything but all accepted. */
export async function post(pool: Pool, { body, headers }: Signed, path = '/api/events'): Promise<void> {
  const answer = await pool.request({ path, method: 'POST', headers, body })
  const text = await answer.body.text()
  if (answer.statusCode >= 300 || text.includes('"rejected":[{'))
    throw new Error(`${answer.statusCode}: ${text.slice(0, 300)}`)
}

const insert = (sql: Sql, { workspaceId, campaignId }: Door, columns: ReturnType<typeof someRows>) =>
  sql`insert into email_events (workspace_id, campaign_id, contact_id, sender_id, step_number, event_type, is_first, tracking, dedupe_key,
      occurred_at, stat_day)
    select ${workspaceId}, ${campaignId}, contact, sender, 1, type, type not in ('opened', 'clicked', 'replied'),
      case when type = 'sent' then 'all' end, decode(key, 'hex'), at, (at at time zone 'UTC')::date
    from unnest(${columns.types}::text[], ${columns.senders}::uuid[], ${columns.contacts}::uuid[], ${columns.keys}::text[],
      ${columns.at}::timestamptz[]) as row(type, sender, contact, key, at)`
