import { createDeliveryKey, deliverToStack } from '@/__tests__/helpers/stack-deliver'
import { database, type Tenant } from '@/__tests__/helpers/stack-tenant'
import type { WebhookKey } from '@/__tests__/security/deliveries'

const DAY_MS = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString()

export const COSTS = [
  {
    provider: 'openai',
    model: 'gpt-5-mini',
    purpose: 'email_generation',
    cost_micros: 1_200_000,
    occurred_at: daysAgo(0),
  },
  {
    provider: 'openai',
    model: 'gpt-5',
    purpose: 'company_summarization',
    cost_micros: 800_001,
    occurred_at: daysAgo(1),
  },
  {
    provider: 'anthropic',
    model: 'claude-haiku',
    purpose: 'email_generation',
    cost_micros: 400_000,
    occurred_at: daysAgo(1),
  },
  { provider: 'apify', model: '', purpose: 'web_search', cost_micros: 99_999, occurred_at: daysAgo(4) },
].map((cost, index) => ({ ...cost, event_id: `cost-${index}` }))

/** A tenant with costs of four days and mails of two senders. Returns the key they were signed with. */
export async function stageSpending(tenant: Tenant): Promise<WebhookKey> {
  const key = await createDeliveryKey(tenant)
  await deliverToStack(key, 'cost-events', COSTS)
  const mail = (n: number, sender: string, event: object) => ({
    ...{ contact_email: `person.${n}@customer.example.com`, campaign: 'Ohio', step: 1, sender_email: sender },
    ...{ provider_message_id: `<${n}@mail>`, event_ts: daysAgo(1) },
    ...event,
  })
  const sent = Array.from({ length: 20 }, (_, n) =>
    mail(n, n < 15 ? 'anna@acme.example.com' : '=tom@acme.example.com', { event_type: 'sent' }),
  )
  const replies = [
    mail(0, 'anna@acme.example.com', { event_type: 'replied', reply_class: 'positive' }),
    mail(16, '=tom@acme.example.com', { event_type: 'replied', reply_class: 'not_now' }),
  ]
  await deliverToStack(key, 'events', sent)
  await deliverToStack(key, 'events', replies)
  return key
}

/** What the ledger says, past all our code. */
export async function ledger({ id }: Tenant): Promise<Record<string, number>> {
  const rows = await database()<{ provider: string; micros: string }[]>`
    select provider, sum(cost_micros)::text as micros from cost_events where workspace_id = ${id} group by 1`
  return Object.fromEntries(rows.map(({ provider, micros }) => [provider, Number(micros)]))
}
