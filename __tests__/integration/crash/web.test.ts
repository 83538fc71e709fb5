import { randomUUID } from 'node:crypto'
import { startWeb, until } from '../../helpers/stack-process'
import { closeDatabase, createTenant, database, retireEngine, signIn, type Tenant } from '../../helpers/stack-tenant'
import { type CampaignState, isAtRest, readCampaignState } from './campaign-state'
import { type Action, campaignFor, createRealEngine } from './stage'
import { describeDeath, expireLock, press } from './toggle-request'

/** The web process is killed after every awaited step of a toggle; the running stack's control plane repairs it. */
type Victim = { action: Action; at: number; campaignId: string; key: string; died: string }

const MOST_STEPS = 80
let tenant: Tenant
let engineId: string
let cookie: string

beforeAll(async () => {
  tenant = await createTenant()
  engineId = await createRealEngine(tenant)
  cookie = await signIn(tenant.people.member)
})
afterAll(async () => {
  await retireEngine(engineId)
  await closeDatabase()
})

/** Dies after one step more of a campaign of its own each time, until a toggle comes through. */
async function killAtEachStep(action: Action, stride: number): Promise<Victim[]> {
  const victims: Victim[] = []
  for (let at = 1; at <= MOST_STEPS; at += stride) {
    const campaignId = await campaignFor(tenant, engineId, action)
    const key = randomUUID()
    const web = await startWeb({}, { armOn: campaignId, at })
    const answer = await press(web.url, cookie, tenant, { campaignId, action, key })
    const died = describeDeath(web.death())
    await web.stop()
    victims.push({ action, at, campaignId, key, died })
    if (answer && died === 'answered') return victims
  }
  throw new Error(`A toggle takes more than ${MOST_STEPS} steps`)
}

const repaired = async ({ campaignId, action, at, died }: Victim): Promise<CampaignState> => {
  const read = () => readCampaignState(campaignId)
  await until(`${action} that died at step ${at} (${died}) is repaired`, async () => isAtRest(await read()), 60_000)
  return read()
}

/** What must hold wherever the process died. */
function expectWhole(victim: Victim, state: CampaignState): void {
  const wanted = victim.action === 'activate'
  const { at, died } = victim
  const decided = state.intents.length
  expect({ at, died, ...state }).toMatchObject({
    engineActive: state.desired,
    observed: state.desired ? 'active' : 'inactive',
    desired: decided === 1 ? wanted : !wanted,
    intents: decided === 1 ? [{ status: 'done', desired: wanted }] : [],
    decisions: decided,
    failures: 0,
    openJobs: 0,
    deadLetters: [],
  })
}

test('a toggle survives the death of its web process at every step', async () => {
  const victims = (await Promise.all([killAtEachStep('activate', 1), killAtEachStep('pause', 2)])).flat()
  process.stdout.write(`${victims.map(({ action, at, died }) => `${action} ${at}: ${died}`).join('\n')}\n`)
  for (const victim of victims) expectWhole(victim, await repaired(victim))

  const web = await startWeb()
  for (const victim of victims) {
    await expireLock(victim.key)
    const answer = await press(web.url, cookie, tenant, victim)
    expect({ at: victim.at, died: victim.died, status: answer?.status }).toMatchObject({ status: 200 })
    const again = await press(web.url, cookie, tenant, victim)
    expect(again?.headers.get('idempotent-replayed')).toBe('true')
    expect(again?.body).toBe(answer?.body)
  }
  for (const victim of victims) {
    const state = await repaired(victim)
    expectWhole(victim, state)
    expect(state.intents).toHaveLength(1)
  }
  await web.stop()
  const [left] = await database()<{ running: number }[]>`select count(*)::int as running from platform.idempotency_keys
    where workspace_id = ${tenant.id} and status = 'running'`
  expect(left?.running).toBe(0)
}, 300_000)
