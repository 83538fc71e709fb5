import { createHash, randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { root } from '@/local/paths'
import type { StackState } from '@/local/state'
import { createDoor } from '../ingest/door'
import { freePort, startNext } from '../web'
import { differences, readBooks } from './books'
import { startCluster } from './cluster'
import { deliverAll, eventIdOf, pack } from './deliver'
import { enrollHalf } from './enroll'
import { makeHistory } from './history'
import { dayIn, recount } from './recount'

export type ReplayOptions = {
  events: number
  times: number
  connections: number
  seed: number
  say?: (line: string) => void
}
export type Replayed = {
  events: number
  costs: number
  deliveries: number
  retries: number
  seconds: number
  disturbances: string[]
  differences: string[]
}

const TIMEZONE = 'Europe/Berlin'
/** As the product makes it of a provider's own id; the tie-breaker of two events of one moment. */
const keyOf = (n: number) =>
  createHash('sha256')
    .update(JSON.stringify(['provider', eventIdOf(n)]))
    .digest('hex')
    .slice(0, 32)

/**
 * Sends a made-up history several times over, shuffled, while the web process is killed twice and Postgres restarted
 * once, and compares what the database then holds, row for row, with a recount of the history.
 */
export async function runReplay(state: StackState, options: ReplayOptions): Promise<Replayed> {
  const { events, times, connections, seed, say = () => {} } = options
  const cluster = await startCluster()
  const port = await freePort()
  const startWeb = () =>
    startNext(
      root,
      { ...state.app_env, DATABASE_URL: cluster.appUrl, RATE_LIMIT_FACTOR: '100000', LOG_LEVEL: 'fatal' },
      '/api/health',
      port,
    )
  let web = await startWeb()
  const connect = () => postgres(cluster.ownerUrl, { max: 1, onnotice: () => {} })
  let sql = connect()
  try {
    const [user] = state.users
    if (!user) throw new Error('The stack has no user')
    const door = await createDoor(sql, state, user)
    const campaigns = [door.campaignId, randomUUID(), randomUUID()]
    await sql`update workspaces set timezone = ${TIMEZONE} where id = ${door.workspaceId}`
    for (const id of campaigns.slice(1))
      await sql`insert into campaigns ${sql({ workspace_id: door.workspaceId, id, name: id, status: 'paused', created_by: 'replay' })}`
    const history = makeHistory(events, seed, Date.now())
    await enrollHalf(sql, state, door, campaigns, history)
    const parts = pack(history, campaigns, times, seed)
    const killWeb = async () => {
      await web.kill()
      web = await startWeb()
    }
    // Not kept over the restart: postgres.js may leave a query unanswered that meets it.
    await sql.end()
    const disturb = disturbing([
      { at: 0.25, name: 'web killed', work: killWeb },
      { at: 0.5, name: 'Postgres restarted', work: cluster.restart },
      { at: 0.75, name: 'web killed', work: killWeb },
    ])
    const startedAt = performance.now()
    const delivered = await deliverAll(web.url, door, parts, connections, (share) => disturb.tell(share, say))
    await disturb.settled()
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10
    say(`delivered in ${seconds} s; comparing`)
    sql = connect()
    const found = await readBooks(sql, door.workspaceId, campaigns)
    return {
      ...{
        ...delivered,
        events: history.events.length,
        costs: history.costs.length,
        seconds,
        disturbances: disturb.done,
      },
      differences: differences(recount(history, dayIn(TIMEZONE), keyOf), found),
    }
  } finally {
    await sql.end({ timeout: 5 })
    await web.kill()
    await cluster.remove()
  }
}

type Disturbance = { at: number; name: string; work: () => Promise<void> }

/** Each starts when its share is acknowledged, one after another. */
function disturbing(planned: Disturbance[]) {
  const waiting = [...planned]
  const done: string[] = []
  let running: Promise<void> = Promise.resolve()
  return {
    done,
    tell: (share: number, say: (line: string) => void) => {
      while (waiting[0] && share >= waiting[0].at) {
        const next = waiting.shift() as Disturbance
        running = running.then(async () => {
          say(`${next.name} at ${Math.round(share * 100)} %`)
          await next.work()
          done.push(next.name)
        })
      }
    },
    settled: () => running,
  }
}
