import type { Sql } from 'postgres'
import { generateYear } from '@/local/seed/events/generate'
import type { StackState } from '@/local/state'
import { connectBench, createBenchDatabase } from './database'
import { createIndexes, dropIndexes } from './indexes'
import { benchWorkspaceId, createBenchWorkspace } from './workspaces'

type Say = (line: string) => void
export type Loaded = { events: number; seconds: number; generateSeconds: number; indexSeconds: number; drift: number }

/** Fills a new benchmark database: the n-th workspace gets about `sizes[n]` events. Ends with the drift check. */
export async function loadBenchDatabase(state: StackState, sizes: number[], say: Say): Promise<Loaded> {
  const startedAt = performance.now()
  const since = (from: number) => Math.round((performance.now() - from) / 100) / 10
  await createBenchDatabase(state)
  const connections: [Sql, Sql] = [connectBench(state), connectBench(state)]
  const [sql] = connections
  const owner = state.users.find(({ role }) => role === 'owner')?.email ?? ''
  try {
    const definitions = await dropIndexes(sql)
    for (const [n, events] of sizes.entries()) {
      const from = performance.now()
      const year = await createBenchWorkspace(sql, n, events, owner)
      let told = 0
      await generateYear(connections, year, (done) => {
        if (done - told < 0.2) return
        told = done
        say(`workspace ${n}: ${Math.round(done * 100)} % after ${since(from)} s`)
      })
    }
    const generateSeconds = since(startedAt)
    say(`rows in place after ${generateSeconds} s; indexes`)
    const indexedAt = performance.now()
    await createIndexes(connections, definitions)
    await Promise.all([
      sql`vacuum analyze email_events`,
      connections[1]`vacuum analyze sends, contacts, enrollments, cost_events, daily_stats, daily_campaign_stats, daily_costs`,
    ])
    const indexSeconds = since(indexedAt)
    say(`indexes and statistics after ${indexSeconds} s; comparing the rollup with a recount`)
    const drift = await countDrift(sql, sizes.length)
    const [count] = await sql<{ n: string }[]>`select count(*) as n from email_events`
    return { events: Number(count?.n), seconds: since(startedAt), generateSeconds, indexSeconds, drift }
  } finally {
    await Promise.all(connections.map((connection) => connection.end()))
  }
}

const countDrift = async (sql: Sql, workspaces: number): Promise<number> => {
  let drift = 0
  for (let n = 0; n < workspaces; n += 1) {
    const id = benchWorkspaceId(n)
    drift += (await sql`select from private.stats_drift(${id}, current_date - 380, current_date + 2)`).count
    drift += (await sql`select from private.costs_drift(${id}, current_date - 380, current_date + 2)`).count
  }
  return drift
}
