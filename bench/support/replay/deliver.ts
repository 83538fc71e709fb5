import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import { type Door, type Signed, sign } from '../ingest/door'
import { dice, type History, type HistoryCost, type HistoryEvent, shuffle } from './history'

type Delivered = { deliveries: number; retries: number }

const MOST_ITEMS = 200
const GIVE_UP_MS = 300_000

export const eventIdOf = (n: number): string => `replay-${n}`

const eventInput = (event: HistoryEvent, campaigns: string[]) => ({
  ...{ event_type: event.type, contact_email: event.mail.contact, provider_event_id: eventIdOf(event.n) },
  ...{ message_id: event.mail.message, event_ts: new Date(event.at).toISOString(), metadata: { n: event.n } },
  ...(event.isPlaced && { campaign_id: campaigns[event.mail.campaign], step: event.mail.step }),
  ...(event.type === 'sent' && { sender_email: event.mail.sender }),
  ...(event.actor && { actor_class: event.actor }),
  ...(event.reply && { reply_class: event.reply }),
  ...(event.bounce && { bounce_type: event.bounce }),
})

const costInput = (cost: HistoryCost, campaigns: string[]) => ({
  ...{
    provider: cost.provider,
    model: cost.model,
    purpose: cost.purpose,
    tokens_in: cost.tokens,
    cost_micros: cost.micros,
  },
  ...{ campaign_id: campaigns[cost.campaign], event_id: `cost-${cost.n}`, metadata: { n: cost.n } },
  occurred_at: new Date(cost.at).toISOString(),
})

/** Everything `times` times, shuffled, in deliveries of 1 to 200 items. Signed when they leave: signatures age. */
export function pack(
  history: History,
  campaigns: string[],
  times: number,
  seed: number,
): { path: string; items: unknown[] }[] {
  const random = dice(seed)
  const chunk = (path: string, items: unknown[]) => {
    const parts: { path: string; items: unknown[] }[] = []
    for (let i = 0; i < items.length; ) {
      const size = random() < 0.1 ? 1 : 1 + Math.floor(random() * MOST_ITEMS)
      parts.push({ path, items: items.slice(i, i + size) })
      i += size
    }
    return parts
  }
  const repeated = <T>(items: T[]) => shuffle(Array.from({ length: times }, () => items).flat(), random)
  return shuffle(
    [
      ...chunk('/api/events', repeated(history.events.map((event) => eventInput(event, campaigns)))),
      ...chunk('/api/cost-events', repeated(history.costs.map((cost) => costInput(cost, campaigns)))),
    ],
    random,
  )
}

/**
 * Sends through so many connections, each delivery again (same id, same bytes) until it is acknowledged. `onProgress`
 * hears the acknowledged share. Throws on an answer that trying again cannot change.
 */
export async function deliverAll(
  url: string,
  door: Door,
  parts: { path: string; items: unknown[] }[],
  connections: number,
  onProgress: (share: number) => void,
): Promise<Delivered> {
  const pool = new Pool(url, { connections, headersTimeout: 30_000, bodyTimeout: 30_000 })
  const waiting = [...parts]
  let [done, retries] = [0, 0]
  const stopped = new AbortController()
  const worker = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const signed = { ...sign(door, part.items), path: part.path }
      retries += await untilAcknowledged(pool, signed, stopped.signal)
      done += 1
      onProgress(done / parts.length)
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, worker))
  } finally {
    stopped.abort()
    await pool.destroy()
  }
  return { deliveries: parts.length, retries }
}

async function untilAcknowledged(
  pool: Pool,
  { path, body, headers }: Signed & { path: string },
  stopped: AbortSignal,
): Promise<number> {
  const deadline = Date.now() + GIVE_UP_MS
  for (let retries = 0; ; retries += 1) {
    // The process may die with half of its answer sent.
    const answer = await pool
      .request({ path, method: 'POST', headers, body })
      .then(async ({ statusCode, body: stream }) => ({ status: statusCode, text: await stream.text() }))
      .catch((error: Error) => ({ status: 0, text: error.message }))
    if (answer.status >= 200 && answer.status < 300 && !answer.text.includes('"rejected":[{')) return retries
    const isTemporary = answer.status === 0 || answer.status === 429 || answer.status >= 500
    if (!isTemporary || stopped.aborted || Date.now() > deadline)
      throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 300)}`)
    await sleep(100 + Math.random() * 200)
  }
}
