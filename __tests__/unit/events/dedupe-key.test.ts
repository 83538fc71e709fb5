import { dedupeKeyOf, type EventIdentity } from '@/lib/events/dedupe-key'

const at = Date.parse('2026-11-20T12:00:30.000Z')
const sent: EventIdentity = { event_type: 'sent', contact: 'a@example.com', campaign: 'q4', step: 1, occurredAt: at }
const key = (change: Partial<EventIdentity> = {}) => dedupeKeyOf({ ...sent, ...change })

test('is 16 bytes and stable', () => {
  expect(key()).toMatch(/^[0-9a-f]{32}$/)
  expect(key()).toBe(key())
})

test('the time of a mail says nothing, the minute of an open or click does', () => {
  expect(key({ occurredAt: at + 3_600_000 })).toBe(key())
  for (const event_type of ['opened', 'clicked']) {
    expect(key({ event_type, occurredAt: at + 29_999 })).toBe(key({ event_type }))
    expect(key({ event_type, occurredAt: at + 30_000 })).not.toBe(key({ event_type }))
  }
})

test.each<[string, Partial<EventIdentity>]>([
  ['type', { event_type: 'delivered' }],
  ['contact', { contact: 'b@example.com' }],
  ['campaign', { campaign: 'q5' }],
  ['step', { step: 2 }],
  ['sandbox', { sandbox: true }],
  ['message id', { message_id: '<1@example.com>' }],
  ['provider event id', { provider_event_id: 'evt_1' }],
])('another %s is another event', (_, change) => expect(key(change)).not.toBe(key()))

test('a message id stands for contact and campaign, a provider id for everything', () => {
  const message_id = '<1@example.com>'
  expect(key({ message_id, contact: 'b@example.com', campaign: 'q5' })).toBe(key({ message_id }))
  const provider_event_id = 'evt_1'
  expect(key({ provider_event_id, event_type: 'opened', step: 9 })).toBe(key({ provider_event_id }))
})

test('no part can be shifted into its neighbour', () => {
  expect(key({ contact: 'a', campaign: 'bc' })).not.toBe(key({ contact: 'ab', campaign: 'c' }))
})
