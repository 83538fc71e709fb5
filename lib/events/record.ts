import { sql } from 'kysely'
import { AppError, isErrorCode } from '@/lib/api/errors'
import { createGather } from '@/lib/api/gather'
import { addressHasher } from '@/lib/credentials/address-hash'
import { isRetryable } from '@/lib/db/errors'
import { asWorkspace } from '@/lib/db/principals'
import { retryTransaction } from '@/lib/db/retry'
import { uuidsV7 } from '@/lib/db/uuids'
import { publish } from '@/lib/stream/publish'
import { isRejection, type Outcome, type Recipient, reject } from '@/lib/webhooks/delivery'
import { toBatch } from './batch'
import { classify, type Judgement } from './classify'
import { type PreparedEvent, prepareEvent } from './prepare'

/** The most rows one transaction takes. */
export const MOST_EVENTS = 1_000
/** And the most deliveries: enough to share a commit, few enough that one lane is heard while another writes. */
const MOST_PARCELS = 16

type Parcel = { to: Recipient; events: PreparedEvent[] }
type Answer = { accepted: number; duplicates: number[]; rejected: { i: number; code: string }[]; notices: number }

/**
 * Records up to 1,000 events of one workspace, each with all its effects, once: the same delivery or the same event
 * again is a duplicate. Returns after commit, one outcome per input. Throws DATABASE_UNAVAILABLE when nothing was kept.
 */
export async function recordEvents(to: Recipient, inputs: unknown[]): Promise<Outcome[]> {
  const frame = { now: to.receivedAt ?? Date.now(), hash: addressHasher(to.workspaceId) }
  const prepared = inputs.map((input) => prepareEvent(input, frame))
  const events = prepared.filter((one): one is PreparedEvent => !isRejection(one))
  const outcomes = events.length > 0 ? await gather(to.workspaceId, { to, events }) : []
  return prepared.map((one) => (isRejection(one) ? one : (outcomes.shift() ?? 'duplicate')))
}

const gather = createGather<Parcel, Outcome[]>({
  run: (workspaceId, parcels) => retryTransaction(() => recordParcels(workspaceId, parcels)),
  weigh: ({ events }) => Math.max(events.length, MOST_EVENTS / MOST_PARCELS),
  most: MOST_EVENTS,
  // One resolves its names, one writes, one is on its way.
  lanes: 3,
  isolate: (error) => !isRetryable(error),
})

async function recordParcels(workspaceId: string, parcels: Parcel[]): Promise<Outcome[][]> {
  const deliveries = parcels.map(({ to }) => to.delivery)
  const events = parcels.flatMap((parcel) => parcel.events)
  const [first] = parcels
  const context = {
    actor: { type: 'webhook', id: first?.to.keyId },
    // A transaction that serves several requests is none of theirs alone.
    request_id: parcels.length === 1 ? first?.to.requestId : null,
  }
  const departures = await readDepartures(workspaceId, events)
  const batch = toBatch(
    parcels.flatMap((parcel, index) =>
      parcel.events.map((event) => ({ row: event.row, judgement: judge(event, departures), delivery: index + 1 })),
    ),
  )
  // Postgres takes ten times as long to make them.
  const ids = `{${uuidsV7(events.length).join()}}`
  const record = sql<{ answer: Answer }>`select private.record_events(${workspaceId}::uuid, ${deliveries}::jsonb,
    ${batch}, ${context}::jsonb, ${ids}::uuid[]) as answer`
  // Also of mails nothing was known of: they may have been recorded since, by the batch before this one.
  const mails = events.filter(({ row }) => row.event_type === 'sent' || isDoubtful(row.event_type))
  const left = mails.flatMap(({ row: { event_type, message_id: id } }) =>
    id && (event_type === 'sent' || !departures.has(id)) ? id : [],
  )
  const judgeEarlier = sql`select private.judge_departures(${workspaceId}::uuid, ${left}::text[])`
  const principal = asWorkspace(workspaceId)
  const [[row]] = left.length > 0 ? await principal.batch(record, judgeEarlier) : await principal.batch(record)
  const answer = row?.answer
  if (!answer) throw new AppError('DATABASE_UNAVAILABLE')
  announce(workspaceId, answer)
  const outcomes = readOutcomes(events.length, answer)
  return parcels.map(({ events: own }) => outcomes.splice(0, own.length))
}

/** When the mails left that opens and clicks are about, by message id, in milliseconds. */
async function readDepartures(workspaceId: string, events: PreparedEvent[]): Promise<Map<string, number>> {
  const doubtful = events.filter(({ row, given }) => isDoubtful(row.event_type) && !given.actor_class && row.message_id)
  if (doubtful.length === 0) return new Map()
  const ids = [...new Set(doubtful.map(({ row }) => row.message_id ?? ''))]
  const [known] = await asWorkspace(workspaceId).read(
    sql<{ message_id: string; sent_at: string }>`select message_id, sent_at from sends
      where workspace_id = ${workspaceId}::uuid and message_id = any(${ids}::text[]) and sent_at is not null`,
  )
  const together = events.filter(({ row }) => row.event_type === 'sent' && row.message_id)
  return new Map([
    ...known.map(({ message_id, sent_at }) => [message_id, Date.parse(sent_at)] as const),
    ...together.map(({ row }) => [row.message_id ?? '', Date.parse(row.occurred_at)] as const),
  ])
}

/** What the reporter judged itself stands; how soon after its mail an event came is known here alone. */
function judge({ row, given }: PreparedEvent, departures: Map<string, number>): Judgement {
  const { actor_class, class_reason, user_agent } = given
  if (actor_class) return { actor_class, class_reason: class_reason ?? 'reported' }
  const sent = departures.get(row.message_id ?? '')
  const msSinceSend = sent === undefined ? undefined : Date.parse(row.occurred_at) - sent
  return classify({ event_type: row.event_type, reply_class: row.reply_class, user_agent, msSinceSend })
}

const isDoubtful = (type: string): boolean => type === 'opened' || type === 'clicked'

function readOutcomes(count: number, { duplicates, rejected }: Answer): Outcome[] {
  const outcomes: Outcome[] = Array(count).fill('accepted')
  for (const i of duplicates) outcomes[i - 1] = 'duplicate'
  for (const { i, code } of rejected) outcomes[i - 1] = reject(isErrorCode(code) ? code : 'INVALID_INPUT')
  return outcomes
}

function announce(workspaceId: string, { accepted, notices }: Answer): void {
  const version = Date.now()
  if (accepted > 0) publish(workspaceId, { type: 'metrics.changed', id: workspaceId, version })
  if (notices > 0) publish(workspaceId, { type: 'notification.created', id: workspaceId, version })
}
