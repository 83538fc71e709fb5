import { setTimeout as sleep } from 'node:timers/promises'
import type { StackState, StackUser } from '@/local/state'
import { bareN8n } from './n8n'
import { type Measure, measure, quantile, timed } from './report'
import { createTenant } from './tenant'
import { type BenchWeb, signIn } from './web'

const ROUNDS = 40
/** The benchmark's web process is new; what is measured is one that has served before. */
const WARM_UP = 16
const TARGET_ADDED_MS = 25
/** Long enough for a toggle's proof, so that it does not disturb the next sample. */
const SETTLE_MS = 400

/** The click beside the bare engine call, in pairs, alternating who goes first. */
export async function measureToggle(state: StackState, web: BenchWeb, user: StackUser): Promise<Measure[]> {
  const n8n = bareN8n(state)
  const [bare, ours] = [await n8n.create('bench bare'), await n8n.create('bench ours')]
  const tenant = await createTenant(state, user, [ours])
  const api = await signIn(web, user, tenant.id)
  const path = `/api/campaigns/${tenant.campaigns[0]}/toggle`
  const samples: { bare: number; ours: number }[] = []
  try {
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const turnOn = round % 2 === 0
      const askBare = () => timed(() => (turnOn ? n8n.activate(bare) : n8n.deactivate(bare)))
      const askOurs = () => timed(() => api('POST', path, { action: turnOn ? 'activate' : 'pause' }))
      const pair = { bare: 0, ours: 0 }
      const order = round % 4 < 2 ? (['bare', 'ours'] as const) : (['ours', 'bare'] as const)
      for (const who of order) {
        pair[who] = await (who === 'bare' ? askBare() : askOurs())
        await sleep(SETTLE_MS)
      }
      if (round >= 0) samples.push(pair)
    }
  } finally {
    await n8n.deactivate(ours)
    await n8n.deactivate(bare)
    await sleep(SETTLE_MS)
    await Promise.all([n8n.remove(bare), n8n.remove(ours)])
    await tenant.remove()
  }
  const p = (who: 'bare' | 'ours', q: number) =>
    quantile(
      samples.map((one) => one[who]),
      q,
    )
  const added = quantile(
    samples.map((one) => one.ours - one.bare),
    0.5,
  )
  return [
    measure('toggle.p50', 'ms', p('ours', 0.5), p('bare', 0.5), 'reported', true),
    measure('toggle.p95', 'ms', p('ours', 0.95), p('bare', 0.95), 'reported', true),
    measure('toggle.added.p50', 'ms', added, p('bare', 0.5), `<= ${TARGET_ADDED_MS} ms`, added <= TARGET_ADDED_MS),
  ]
}
