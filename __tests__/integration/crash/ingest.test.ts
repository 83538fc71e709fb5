import { randomBytes, randomUUID } from 'node:crypto'
import { createVault } from '@/lib/credentials/vault'
import { readState } from '@/local/state'
import { startWeb } from '../../helpers/stack-process'
import { closeDatabase, createTenant, database, type Tenant } from '../../helpers/stack-tenant'
import { signDelivery, type WebhookKey } from '../../security/deliveries'
import { describeDeath } from './toggle-request'

/** The web process is killed after every awaited step of a delivery; its sender, who heard nothing, sends it again. */
const MOST_STEPS = 60
type Victim = { at: number; id: string; name: string; died: string }

let tenant: Tenant
let key: WebhookKey

beforeAll(async () => {
  tenant = await createTenant()
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  const vault = createVault(JSON.parse(readState().app_env.VAULT_KEYS ?? ''))
  const sealed = vault.seal(secret, { owner: tenant.id, type: 'webhook' })
  const [row] = await database()<{ id: string }[]>`insert into platform.webhook_secrets
    ${database()({ workspace_id: tenant.id, ...sealed })} returning id`
  key = { keyId: row?.id ?? '', secret }
}, 30_000)
afterAll(closeDatabase)

/** Three kinds in one delivery, each a transaction of its own. */
const bodyOf = (name: string) =>
  JSON.stringify([
    {
      type: 'email.sent',
      data: { contact_email: `${name}@crash.example.com`, campaign: 'Unlinked', message_id: name, email_number: 1 },
    },
    {
      type: 'cost.recorded',
      data: { provider: 'openai', cost_micros: 7, event_id: name },
    },
    {
      type: 'research.completed',
      data: { contact_email: `${name}@crash.example.com`, summary: name, completed_at: '2026-11-20T12:00:00Z' },
    },
  ])

async function deliver(webUrl: string, { id, name }: Pick<Victim, 'id' | 'name'>) {
  const body = bodyOf(name)
  const { headers } = signDelivery(body, { ...key, id })
  const response = await fetch(`${webUrl}/api/webhooks/n8n`, { method: 'POST', body, headers }).catch(() => null)
  const text = await response?.text().catch(() => null)
  return response && typeof text === 'string' ? { status: response.status, text } : null
}

async function killAtEachStep(): Promise<Victim[]> {
  const victims: Victim[] = []
  for (let at = 1; at <= MOST_STEPS; at += 1) {
    const one = { id: `msg_${randomUUID()}`, name: `crash-${randomUUID()}` }
    const web = await startWeb({}, { armOn: one.id, at })
    const answer = await deliver(web.url, one)
    const died = describeDeath(web.death())
    await web.stop()
    victims.push({ at, ...one, died })
    if (answer && died === 'answered') return victims
  }
  throw new Error(`A delivery takes more than ${MOST_STEPS} steps`)
}

const left = async (name: string) => {
  const [row] = await database()`select
    (select count(*)::int from email_events where workspace_id = ${tenant.id} and message_id = ${name}) as events,
    (select count(*)::int from cost_events where workspace_id = ${tenant.id} and idempotency_key = ${name}) as costs,
    (select research ->> 'summary' from contacts where workspace_id = ${tenant.id} and email = ${`${name}@crash.example.com`}) as summary`
  return { ...row }
}

test('a delivery survives the death of its web process at every step: sent again, it has each effect once', async () => {
  const victims = await killAtEachStep()
  process.stdout.write(`${victims.map(({ at, died }) => `${at}: ${died}`).join('\n')}\n`)
  expect(victims.length).toBeGreaterThan(3)
  for (const victim of victims) {
    const again = await deliver(readState().web_url, victim)
    expect({ at: victim.at, died: victim.died, status: again?.status }).toMatchObject({ status: 200 })
    const { accepted, duplicates } = JSON.parse(again?.text ?? '').data
    expect(accepted + duplicates).toBe(3)
    expect(await left(victim.name)).toEqual({ events: 1, costs: 1, summary: victim.name })
    expect(JSON.parse((await deliver(readState().web_url, victim))?.text ?? '').data).toMatchObject({ accepted: 0 })
  }
  const [sums] =
    await database()`select (select sum(sends)::int from daily_stats where workspace_id = ${tenant.id}) as sends,
    (select sum(cost_micros)::int from daily_costs where workspace_id = ${tenant.id}) as micros`
  expect({ ...sums }).toEqual({ sends: victims.length, micros: 7 * victims.length })
}, 600_000)
