import { setIntent } from '@/lib/campaigns/intent'
import type { Runtime } from '@/lib/runtime'
import { startTestRuntime } from '../../helpers/runtime'
import { startControlPlane, until } from '../../helpers/stack-process'
import { closeDatabase, createTenant, database, type Tenant, useDatabase, userIdsOf } from '../../helpers/stack-tenant'
import { userCtx } from '../../helpers/workspace'
import { type OwnStack, startOwnStack } from '../jobs/own-stack'
import { isAtRest, readCampaignState } from './campaign-state'
import { type Action, campaignFor, createRealEngine } from './stage'
import { describeDeath } from './toggle-request'

/**
 * The web process died right after it had committed an intent; the control plane takes over and is itself killed, at
 * another step each time, while it relays, converges and proves. Postgres and Redis are the suite's own, so that no
 * other control plane helps; the engine is the stack's real n8n.
 */
const STEPS = Array.from({ length: 15 }, (_, index) => 1 + index * 5)
let own: OwnStack
let runtime: Runtime
let tenant: Tenant
let engineId: string

beforeAll(async () => {
  own = await startOwnStack()
  useDatabase(own.ownerUrl)
  runtime = startTestRuntime({}, own)
  tenant = await createTenant()
  engineId = await createRealEngine(tenant)
}, 60_000)
afterAll(async () => {
  await runtime.close()
  await closeDatabase()
  await own.close()
})

const stores = () => ({ DATABASE_URL: own.databaseUrl, REDIS_URL: own.redisUrl })

/** What a web process leaves that died after the first commit: an open intent, its audit entry and its job, now due. */
async function leaveOpenIntent(action: Action): Promise<string> {
  const campaignId = await campaignFor(tenant, engineId, action)
  const ctx = userCtx({ id: tenant.id, slug: tenant.slug, users: userIdsOf(tenant) })
  await setIntent(ctx, { campaignId, action, cause: 'user' })
  await database()`update platform.outbox set run_after = now() where payload ->> 'campaign_id' = ${campaignId}`
  return campaignId
}

test('an open intent survives the death of the control plane at every step', async () => {
  const campaigns: { id: string; wanted: boolean }[] = []
  const deaths: string[] = []
  for (const [index, at] of STEPS.entries()) {
    const action = index % 2 === 0 ? 'activate' : 'pause'
    const id = await leaveOpenIntent(action)
    campaigns.push({ id, wanted: action === 'activate' })
    const victim = await startControlPlane(stores(), { armOn: id, at })
    await Promise.race([victim.exited, until('it dies', () => false, 15_000).catch(() => undefined)])
    deaths.push(`${action} ${at}: ${describeDeath(victim.death())}`)
    await victim.stop()
  }
  process.stdout.write(`${deaths.join('\n')}\n`)
  expect(deaths.filter((line) => line.endsWith('answered'))).toEqual([])

  const last = await startControlPlane(stores())
  for (const { id, wanted } of campaigns) {
    await until(`campaign ${id} is repaired`, async () => isAtRest(await readCampaignState(id)), 90_000)
    expect(await readCampaignState(id)).toMatchObject({
      desired: wanted,
      engineActive: wanted,
      observed: wanted ? 'active' : 'inactive',
      intents: [{ status: 'done', desired: wanted }],
      decisions: 1,
      failures: 0,
    })
  }
  await last.stop()
  // A job under which the process died again and again is set aside as a danger; the sweep still finishes its work.
  const letters = await database()<{ error: string }[]>`select error from platform.dead_letters`
  expect(letters.filter(({ error }) => !/stalled/.test(error))).toEqual([])
}, 300_000)
