import type { MailInput } from './mail'

/** What was told to the database, judged anew from scratch by somebody who knows none of its code. */
export type Known = MailInput & { key: string; sandbox: boolean; actor: 'human' | 'machine' | 'unknown' }

/** Where an event belongs once its mail is known: by what it says itself, else by the message it names. */
export type Placed = Known & { campaign: string | undefined; step: number | undefined }

export function place(known: Known[], everSent: Known[]): Placed[] {
  return known.map((event) => {
    if (event.type === 'sent' || (event.campaign && event.step))
      return { ...event, campaign: event.campaign, step: event.step }
    const mail = everSent.find(
      (sent) => sent.message === event.message && sent.contact === event.contact && sent.sandbox === event.sandbox,
    )
    return { ...event, campaign: event.campaign ?? mail?.campaign, step: event.step ?? mail?.step }
  })
}

const isReaction = (type: string) => ['opened', 'clicked', 'replied'].includes(type)
const isByPerson = ({ type, actor, reply }: Known) =>
  actor === 'human' && !(type === 'replied' && ['out_of_office', 'auto_reply'].includes(reply ?? ''))

/** Keys of the events that count as the first: per mail for opens and clicks, per campaign for replies. */
export function firstOf(placed: Placed[]): Set<string> {
  const first = new Set(placed.filter(({ type }) => !isReaction(type)).map(({ key }) => key))
  const earliest = new Map<string, Placed>()
  for (const event of placed.filter((one) => isReaction(one.type) && isByPerson(one))) {
    const step = event.type === 'replied' ? '' : event.step
    const group = [event.type, event.contact, event.sandbox, event.campaign, step].join('|')
    const before = earliest.get(group)
    if (!before || order(event) < order(before)) earliest.set(group, event)
  }
  for (const { key } of earliest.values()) first.add(key)
  return first
}

const order = ({ at, key }: Known) => `${at.toISOString()} ${key}`

export type Totals = Record<string, number>

/** Headline figures by day and campaign, counted one by one. */
export function totalsOf(placed: Placed[], first: Set<string>): Totals {
  const totals: Totals = {}
  const add = (event: Placed, counter: string) => {
    const name = `${event.at.toISOString().slice(0, 10)} ${event.campaign ?? 'none'} ${counter}`
    totals[name] = (totals[name] ?? 0) + 1
  }
  for (const event of placed.filter(({ sandbox }) => !sandbox)) {
    const isFirst = first.has(event.key)
    if (event.type === 'sent') add(event, 'sends')
    if (event.type === 'opened') add(event, 'opens_total')
    if (event.type === 'opened' && isFirst) add(event, 'opens')
    if (event.type === 'opened' && event.actor === 'machine') add(event, 'opens_machine')
    if (event.type === 'clicked') add(event, 'clicks_total')
    if (event.type === 'clicked' && isFirst) add(event, 'clicks')
    if (event.type === 'replied' && isFirst) add(event, 'replies')
    if (event.type === 'replied' && isFirst && event.reply === 'positive') add(event, 'replies_positive')
    if (event.type === 'opted_out') add(event, 'opt_outs')
    if (event.type === 'bounced' && event.bounce === 'hard') add(event, 'bounces_hard')
  }
  return totals
}
