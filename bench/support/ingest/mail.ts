import { createHash, randomUUID } from 'node:crypto'

/** What a batch of mail events looks like: most are sent and delivered, few are answered. */
const MIX = [
  ...(Array(42).fill('sent') as string[]),
  ...(Array(36).fill('delivered') as string[]),
  ...(Array(15).fill('opened') as string[]),
  ...(Array(4).fill('clicked') as string[]),
  ...(Array(2).fill('replied') as string[]),
  'bounced',
]

const STEPS = 3
/** So many batches lie between the steps of a sequence: nobody gets the second mail while the first is still being recorded. */
const PAUSE = 4
const rounds: string[] = []

/** `count` events about `count` / 2.4 people, who are new with their first mail and known with the two that follow. */
export function someEvents(count: number, campaign: string): Record<string, unknown>[] {
  const round = randomUUID().slice(0, 8)
  rounds.push(round)
  const step = ((rounds.length - 1) % STEPS) + 1
  const people = step === 1 ? round : (rounds.at(-(step - 1) * (PAUSE * STEPS + 1) - 1) ?? rounds[0])
  return Array.from({ length: count }, (_, i) => {
    const event_type = MIX[(i * 37) % MIX.length] ?? 'sent'
    const person = Math.floor((i % (count * 0.42 || 1)) + 1)
    return {
      ...{ event_type, campaign_id: campaign, step, sender_email: `sender-${i % 4}@bench.example.com` },
      contact_email: `person-${people}-${person}@example.net`,
      provider_event_id: `${round}-${i}`,
      event_ts: new Date(Date.now() - (i % 50) * 60_000).toISOString(),
      ...(event_type === 'bounced' && { bounce_type: 'soft' }),
    }
  })
}

/** The same mix as columns for a bare insert. */
export function someRows(count: number, senders: string[]) {
  const round = randomUUID()
  const rows = Array.from({ length: count }, (_, i) => ({
    type: MIX[(i * 37) % MIX.length] ?? 'sent',
    sender: senders[i % senders.length] ?? '',
    key: createHash('md5').update(`${round}/${i}`).digest('hex'),
    at: new Date(Date.now() - (i % 50) * 60_000).toISOString(),
  }))
  return {
    types: rows.map(({ type }) => type),
    senders: rows.map(({ sender }) => sender),
    contacts: rows.map(() => randomUUID()),
    keys: rows.map(({ key }) => key),
    at: rows.map(({ at }) => at),
  }
}
