import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type OwnProcess, startControlPlane, startWeb, until } from '../../helpers/stack-process'
import { closeDatabase, createTenant, signIn, type Tenant, useDatabase } from '../../helpers/stack-tenant'
import { type OwnStack, startOwnStack } from '../jobs/own-stack'
import { isAtRest, readCampaignState } from './campaign-state'
import { type Action, campaignFor, createRealEngine } from './stage'
import { press } from './toggle-request'

/** Redis loses everything and Postgres restarts while thirty people press; on stores of the suite's own. */
const TOGGLES = 30
let own: OwnStack
let web: OwnProcess
let controlPlane: OwnProcess
let tenant: Tenant
let engineId: string

beforeAll(async () => {
  own = await startOwnStack()
  useDatabase(own.ownerUrl)
  const stores = { DATABASE_URL: own.databaseUrl, REDIS_URL: own.redisUrl }
  ;[web, controlPlane] = await Promise.all([startWeb(stores), startControlPlane(stores)])
  tenant = await createTenant()
  engineId = await createRealEngine(tenant)
}, 90_000)
afterAll(async () => {
  await web.stop()
  await controlPlane.stop()
  await closeDatabase()
  await own.close()
})

test('Redis flushed and Postgres restarted amid thirty toggles: no intent is lost', async () => {
  const cookie = await signIn(tenant.people.member, web.url)
  const actions = Array.from({ length: TOGGLES }, (_, index): Action => (index % 2 === 0 ? 'activate' : 'pause'))
  const campaigns: { id: string; action: Action }[] = []
  for (const action of actions) campaigns.push({ id: await campaignFor(tenant, engineId, action), action })

  const answers = campaigns.map(async ({ id, action }, index) => {
    await sleep(index * 60)
    return press(web.url, cookie, tenant, { campaignId: id, action, key: randomUUID() })
  })
  await answers[8]
  await own.redis.flushall()
  await answers[14]
  await own.stopPostgres()
  await own.startPostgres()
  const statuses = (await Promise.all(answers)).map((answer) => answer?.status ?? 0)

  const since = Date.now()
  let made = 0
  for (const [index, { id, action }] of campaigns.entries()) {
    const wanted = action === 'activate'
    await until(
      `toggle ${index} (${statuses[index]}) comes to rest`,
      async () => isAtRest(await readCampaignState(id)),
      90_000,
    )
    const state = await readCampaignState(id)
    made += state.intents.length
    expect({ index, status: statuses[index], ...state }).toMatchObject({
      engineActive: state.desired,
      observed: state.desired ? 'active' : 'inactive',
      decisions: state.intents.length,
      deadLetters: [],
    })
    // What was answered as done is done; what was not answered as done is done whole or not at all.
    if (statuses[index] === 200) expect(state).toMatchObject({ desired: wanted, intents: [{ status: 'done' }] })
    else expect(state.desired).toBe(state.intents.length > 0 ? wanted : !wanted)
  }
  process.stdout.write(
    `answers ${statuses.join(' ')}\n${made} intents, all at rest ${Date.now() - since} ms after the last answer\n`,
  )
}, 240_000)
