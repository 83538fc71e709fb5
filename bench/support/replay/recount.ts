import { isEnrolled } from './enroll'
import type { History, HistoryEvent } from './history'

/**
 * What the database must hold afterwards, worked out from the history alone and with none of the product's code. Every
 * list is one line of text per row, sorted, so that two of them can be compared row for row.
 */
export type Books = Record<
  'events' | 'stats' | 'campaignStats' | 'contacts' | 'enrollments' | 'sends' | 'suppressions' | 'costs' | 'dailyCosts',
  string[]
>

const isReaction = (type: string) => ['opened', 'clicked', 'replied'].includes(type)
const isByPerson = ({ type, actor, reply }: HistoryEvent) =>
  actor === 'human' && !(type === 'replied' && reply === 'out_of_office')

/** Numbers of the events that are the first of their mail; of their campaign, for replies. */
function firsts(events: HistoryEvent[], keyOf: (n: number) => string): Set<number> {
  const first = new Set(events.filter(({ type }) => !isReaction(type)).map(({ n }) => n))
  const best = new Map<string, HistoryEvent>()
  for (const event of events.filter((one) => isReaction(one.type) && isByPerson(one))) {
    const { mail, type } = event
    const group = [type, mail.contact, mail.campaign, type === 'replied' ? '' : mail.step].join('|')
    const known = best.get(group)
    const isEarlier = !known || event.at < known.at || (event.at === known.at && keyOf(event.n) < keyOf(known.n))
    if (isEarlier) best.set(group, event)
  }
  for (const { n } of best.values()) first.add(n)
  return first
}

type Zone = (at: number) => string
export const dayIn = (timeZone: string): Zone => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return (at) => format.format(at)
}

const counters = (event: HistoryEvent, isFirst: boolean): string[] => {
  const { type, actor, reply, bounce } = event
  if (type === 'sent') return ['sends', 'sends_open_tracked', 'sends_click_tracked']
  if (type === 'opened' || type === 'clicked') {
    const name = type === 'opened' ? 'opens' : 'clicks'
    return [`${name}_total`, ...(isFirst ? [name] : []), ...(actor === 'machine' ? [`${name}_machine`] : [])]
  }
  if (type === 'replied') return isFirst ? ['replies', ...(reply === 'positive' ? ['replies_positive'] : [])] : []
  if (type === 'bounced') return [bounce === 'hard' ? 'bounces_hard' : 'bounces_soft']
  return [type === 'opted_out' ? 'opt_outs' : type]
}

export function recount({ events, costs }: History, day: Zone, keyOf: (n: number) => string): Books {
  const first = firsts(events, keyOf)
  const stats = new Map<string, number>()
  const campaignStats = new Map<string, number>()
  for (const event of events) {
    const key = [day(event.at), event.mail.campaign, event.mail.step].join(' ')
    for (const counter of counters(event, first.has(event.n))) {
      add(stats, `${key} ${event.mail.sender} ${counter}`, 1)
      add(campaignStats, `${key} ${counter}`, 1)
    }
  }
  const spent = new Map<string, number>()
  for (const { at, campaign, provider, model, purpose, tokens, micros } of costs) {
    const key = [day(at), campaign, provider, model, purpose].join(' ')
    add(spent, `${key} calls`, 1)
    add(spent, `${key} tokens`, tokens)
    add(spent, `${key} micros`, micros)
  }
  return {
    events: events
      .map(({ n, type, mail, at }) =>
        [n, type, mail.contact, mail.campaign, mail.step, mail.sender, first.has(n), day(at)].join(' '),
      )
      .sort(),
    stats: lines(stats),
    campaignStats: lines(campaignStats),
    ...people(events),
    costs: costs.map(({ n, micros }) => `${n} ${micros}`).sort(),
    dailyCosts: lines(spent),
  }
}

const add = (map: Map<string, number>, key: string, amount: number) => map.set(key, (map.get(key) ?? 0) + amount)
const lines = (map: Map<string, number>) =>
  [...map]
    .filter(([, n]) => n !== 0)
    .map(([key, n]) => `${key} ${n}`)
    .sort()

function people(events: HistoryEvent[]): Pick<Books, 'contacts' | 'enrollments' | 'sends' | 'suppressions'> {
  const contacts = new Map<string, string>()
  const replied = new Set<string>()
  const enrolled = new Set<string>()
  const steps = new Map<string, number>()
  const bounced = new Set<string>()
  const sent = new Set<string>()
  const worse = (contact: string, status: string) => {
    const rank = ['active', 'replied', 'bounced', 'opted_out']
    const known = contacts.get(contact) ?? 'active'
    contacts.set(contact, rank.indexOf(status) > rank.indexOf(known) ? status : known)
  }
  for (const event of events) {
    const { type, mail, bounce } = event
    const enrollment = `${mail.contact} ${mail.campaign}`
    if (isEnrolled(mail.contact)) enrolled.add(enrollment)
    worse(mail.contact, 'active')
    if (type === 'opted_out') worse(mail.contact, 'opted_out')
    if (type === 'bounced') bounced.add(`${enrollment} ${mail.step}`)
    if (type === 'bounced' && bounce === 'hard') worse(mail.contact, 'bounced')
    if (type === 'replied' && isByPerson(event)) {
      worse(mail.contact, 'replied')
      replied.add(enrollment)
    }
    if (type !== 'sent') continue
    steps.set(enrollment, Math.max(steps.get(enrollment) ?? 0, mail.step))
    sent.add(`${enrollment} ${mail.step}`)
  }
  const ended = (contact: string) => ['bounced', 'opted_out'].includes(contacts.get(contact) ?? '')
  const statusOf = (enrollment: string) => {
    const contact = enrollment.split(' ')[0] ?? ''
    if (ended(contact)) return contacts.get(contact)
    return replied.has(enrollment) ? 'replied' : steps.has(enrollment) ? 'active' : 'pending'
  }
  return {
    contacts: [...contacts].map(([contact, status]) => `${contact} ${status}`).sort(),
    enrollments: [...enrolled].map((one) => `${one} ${statusOf(one)} ${steps.get(one) ?? 0}`).sort(),
    sends: [...sent].map((key) => `${key} ${bounced.has(key)}`).sort(),
    suppressions: [...contacts.keys()]
      .filter(ended)
      .map((contact) => `${contact} ${contacts.get(contact) === 'opted_out' ? 'opt_out' : 'hard_bounce'}`)
      .sort(),
  }
}
