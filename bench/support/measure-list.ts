import { selectCampaigns } from '@/lib/campaigns/read'
import { asPlatform, asUser, type Principal } from '@/lib/db/principals'
import { startRuntime } from '@/lib/runtime'
import type { StackState, StackUser } from '@/local/state'
import { type Measure, measure, quantile, timed } from './report'
import { createTenant } from './tenant'
import { type BenchWeb, signIn } from './web'

const CAMPAIGNS = 1_000
const ROUNDS = 60
const LIST_TARGET_MS = 50
const RLS_TARGET = 2

/** A page of 100 out of 1,000 over HTTP, and all 1,000 under RLS beside the same query without it. */
export async function measureList(state: StackState, web: BenchWeb, user: StackUser): Promise<Measure[]> {
  const tenant = await createTenant(
    state,
    user,
    Array.from({ length: CAMPAIGNS }, (_, i) => `list-${i}`),
  )
  const api = await signIn(web, user, tenant.id)
  const runtime = startRuntime({
    process: 'tool',
    databaseUrl: state.app_env.DATABASE_URL ?? '',
    databasePoolSize: 2,
    redisUrl: state.redis_url,
    logLevel: 'error',
    vaultKeys: JSON.parse(state.app_env.VAULT_KEYS ?? '{}'),
    superAdminIds: [],
  })
  try {
    const owner = await asPlatform('benchmark')((trx) =>
      trx.selectFrom('workspaces').select('owner_id').where('id', '=', tenant.id).executeTakeFirstOrThrow(),
    )
    const query = (db: Principal) => db((trx) => selectCampaigns(trx, tenant.id).execute())
    const http: number[] = []
    const withRls: number[] = []
    const without: number[] = []
    for (let round = -5; round < ROUNDS; round += 1) {
      const sample = {
        http: await timed(() => api('GET', '/api/campaigns?limit=100')),
        rls: await timed(() => query(asUser({ userId: owner.owner_id }))),
        bare: await timed(() => query(asPlatform('benchmark'))),
      }
      if (round < 0) continue
      http.push(sample.http)
      withRls.push(sample.rls)
      without.push(sample.bare)
    }
    const cost = quantile(withRls, 0.5) / quantile(without, 0.5)
    const p95 = quantile(http, 0.95)
    return [
      measure(
        'list.1000_campaigns.p95',
        'ms',
        p95,
        quantile(without, 0.95),
        `<= ${LIST_TARGET_MS} ms`,
        p95 <= LIST_TARGET_MS,
      ),
      measure(
        'rls.cost.p50',
        'ms',
        quantile(withRls, 0.5),
        quantile(without, 0.5),
        `ratio <= ${RLS_TARGET}`,
        cost <= RLS_TARGET,
      ),
    ]
  } finally {
    await runtime.close()
    await tenant.remove()
  }
}
