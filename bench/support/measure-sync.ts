import { setTimeout as sleep } from 'node:timers/promises'
import type { StackState, StackUser } from '@/local/state'
import { bareN8n, inParallel } from './n8n'
import { type Measure, measure, timed } from './report'
import { createTenant } from './tenant'
import { type BenchWeb, signIn } from './web'

const SIZES = [
  { workflows: 1, targetMs: 2_000 },
  { workflows: 10, targetMs: 5_000 },
  { workflows: 1_000, targetMs: 30_000 },
]

/** "Sync now" with every row differing, through the API, control plane and the real engine, beside the bare list call. */
export async function measureSync(state: StackState, web: BenchWeb, user: StackUser): Promise<Measure[]> {
  const n8n = bareN8n(state)
  const measures: Measure[] = []
  for (const { workflows, targetMs } of SIZES) {
    const ids: string[] = []
    await inParallel(
      Array.from({ length: workflows }, (_, i) => `bench ${i}`),
      4,
      async (name) => ids.push(await n8n.create(name)),
    )
    const tenant = await createTenant(state, user, ids)
    const api = await signIn(web, user, tenant.id)
    const bare = await timed(() => n8n.listAll())
    const took = await timed(() => syncToTheEnd(api))
    measures.push(measure(`sync.${workflows}_workflows`, 'ms', took, bare, `<= ${targetMs} ms`, took <= targetMs))
    await tenant.remove()
    await inParallel(ids, 4, (id) => n8n.remove(id))
  }
  return measures
}

async function syncToTheEnd(api: Awaited<ReturnType<typeof signIn>>): Promise<void> {
  let { status } = (await api('POST', '/api/sync', { scope: 'all' })) as { status: string }
  while (status === 'running') {
    await sleep(50)
    const { last } = (await api('GET', '/api/sync')) as { last: { status: string } }
    status = last.status
  }
  if (status !== 'succeeded') throw new Error(`The sync ended as ${status}`)
}
