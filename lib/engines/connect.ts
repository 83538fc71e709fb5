import type { HttpLog } from '@/lib/providers/http-exchange'
import { createN8nEngine } from '@/lib/providers/n8n/engine'
import type { EngineBudget } from './budget'
import type { WorkflowEngine } from './port'

/** What the database knows of an engine that is reached directly. */
export type EngineRow = { id: string; base_url: string; rate_per_min: number }

/** Decrypted; `version` changes whenever the key or the owner's password does. */
export type EngineSecret = { version: number | string; apiKey: string; owner?: { email: string; password: string } }

export type EngineDeps = { log: HttpLog; budget: EngineBudget }

type Kept = { engine: WorkflowEngine; stamp: string }

const MOST_KEPT = 1_000
const KEY = Symbol.for('sovereign.engines')
const shared: typeof globalThis & { [KEY]?: Map<string, Kept> } = globalThis

/**
 * The one client of an engine in this process, so that its breaker, limits, turns and caches hold for everybody.
 * A new secret version, address or rate replaces the client; the least recently used goes first when there are too many.
 */
export function engineFor(row: EngineRow, secret: EngineSecret, deps: EngineDeps): WorkflowEngine {
  // On globalThis, because a bundler may give every route its own copy of this module.
  shared[KEY] ??= new Map()
  const engines = shared[KEY]
  const stamp = `${row.base_url} ${row.rate_per_min} ${secret.version}`
  const kept = engines.get(row.id)
  if (kept) engines.delete(row.id)
  if (kept?.stamp === stamp) {
    engines.set(row.id, kept)
    return kept.engine
  }
  const { apiKey, owner } = secret
  const engine = createN8nEngine({ engineId: row.id, baseUrl: row.base_url, apiKey, owner, ...deps })
  engines.set(row.id, { engine, stamp })
  retire(kept?.engine)
  const [oldest] = engines.size > MOST_KEPT ? engines : []
  if (oldest) {
    engines.delete(oldest[0])
    retire(oldest[1].engine)
  }
  return engine
}

/** The breaker of an engine as this process knows it; an engine nobody has called yet counts as closed. */
export const circuitOf = (engineId: string): ReturnType<WorkflowEngine['circuit']> =>
  shared[KEY]?.get(engineId)?.engine.circuit() ?? 'closed'

/** Whether any engine at all is being given a rest: the usual answer no spares the question about one of them. */
export const isAnyCircuitOpen = (): boolean =>
  [...(shared[KEY]?.values() ?? [])].some(({ engine }) => engine.circuit() === 'open')

/** Closes every client: at shutdown and after tests. */
export async function closeEngines(): Promise<void> {
  const engines = [...(shared[KEY]?.values() ?? [])]
  shared[KEY]?.clear()
  await Promise.all(engines.map(({ engine }) => engine.close()))
}

/** Long enough for the calls that still use it. */
const RETIRE_MS = 60_000

function retire(engine: WorkflowEngine | undefined): void {
  if (engine) setTimeout(() => void engine.close(), RETIRE_MS).unref()
}
