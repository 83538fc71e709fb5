/** A made-up history, the same for the same seed: what happened, in the words of the door. */
export type Mail = { contact: string; campaign: number; step: number; sender: string; message: string }
export type HistoryEvent = {
  n: number
  type: string
  mail: Mail
  at: number
  actor?: 'human' | 'machine'
  reply?: string
  bounce?: 'hard' | 'soft'
  /** Says campaign and step, or only which message it is about. */
  isPlaced: boolean
}
export type HistoryCost = {
  n: number
  provider: string
  model: string
  purpose: string
  tokens: number
  micros: number
  campaign: number
  at: number
}
export type History = { events: HistoryEvent[]; costs: HistoryCost[] }

const DAY_MS = 86_400_000
const REPLIES = ['positive', 'question', 'not_interested', 'out_of_office'] as const
const MODELS = ['gpt-4.1', 'claude-sonnet-4-5'] as const
const PURPOSES = ['email_generation', 'company_summarization'] as const

/** Uniform in [0, 1), from a seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** `size` events of the 20 days before `until`, and a cost for every fifth of them. */
export function makeHistory(size: number, seed: number, until: number): History {
  const random = dice(seed)
  const events: HistoryEvent[] = []
  const add = (event: Omit<HistoryEvent, 'n' | 'isPlaced'>, isPlaced = random() < 0.7) => {
    if (events.length < size) events.push({ ...event, n: events.length, isPlaced })
  }
  for (let person = 0; events.length < size; person += 1) {
    // Neighbours may be the same person, who is in a campaign only once.
    const campaign = person % 3
    const contact = `person-${Math.floor(person * 0.8)}@replay.example.net`
    const sender = `sender-${Math.floor(random() * 3)}@replay.example.com`
    const from = until - 21 * DAY_MS + random() * 10 * DAY_MS
    for (let step = 1; step <= 3; step += 1) {
      const message = `${person}-${campaign}-${step}@replay.example.com`
      addMail(add, random, { contact, campaign, step, sender, message }, from + (step - 1) * 3 * DAY_MS)
      if (random() < 0.3) break
    }
  }
  return { events, costs: makeCosts(events, random) }
}

type Add = (event: Omit<HistoryEvent, 'n' | 'isPlaced'>, isPlaced?: boolean) => void

function addMail(add: Add, random: () => number, mail: Mail, at: number): void {
  const later = () => Math.floor(at + random() * 2 * DAY_MS)
  add({ type: 'sent', mail, at: Math.floor(at) }, true)
  if (random() < 0.03) {
    add({ type: 'bounced', mail, at: later(), bounce: random() < 0.6 ? 'hard' : 'soft' })
    return
  }
  add({ type: 'delivered', mail, at: later() })
  while (random() < 0.45) add({ type: 'opened', mail, at: later(), actor: random() < 0.65 ? 'human' : 'machine' })
  if (random() < 0.1) add({ type: 'clicked', mail, at: later(), actor: random() < 0.8 ? 'human' : 'machine' })
  const reply = REPLIES[Math.floor(random() * REPLIES.length)] ?? 'question'
  if (random() < 0.08)
    add({ type: 'replied', mail, at: later(), actor: reply === 'out_of_office' ? 'machine' : 'human', reply })
  if (random() < 0.01) add({ type: 'opted_out', mail, at: later() })
}

const makeCosts = (events: HistoryEvent[], random: () => number): HistoryCost[] =>
  events
    .filter(({ n }) => n % 5 === 0)
    .map(({ mail, at }, n) => ({
      ...{
        n,
        provider: n % 2 === 0 ? 'openai' : 'anthropic',
        model: MODELS[n % 2] ?? '',
        purpose: PURPOSES[n % 3 === 0 ? 0 : 1] ?? '',
      },
      ...{ tokens: Math.floor(random() * 4_000), micros: Math.floor(random() * 20_000), campaign: mail.campaign, at },
    }))

/** In place, by the same dice. */
export function shuffle<T>(items: T[], random: () => number): T[] {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1))
    const [one, other] = [items[i] as T, items[j] as T]
    items[i] = other
    items[j] = one
  }
  return items
}
