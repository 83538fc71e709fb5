import { z } from 'zod'
import { AppError } from '@/lib/api/errors'
import { PLATFORM_OWNER } from '@/lib/credentials/vault'
import { compose } from '@/lib/db/pipeline'
import { asPlatform } from '@/lib/db/principals'
import { runtime } from '@/lib/runtime'
import { createEngineBudget, type EngineBudget } from './budget'
import { type EngineSecret, engineFor } from './connect'
import type { WorkflowEngine } from './port'

const Access = z.object({
  api_key: z.string(),
  owner: z.object({ email: z.string(), password: z.string() }).optional(),
})

type Row = {
  id: string
  workspace_id: string | null
  base_url: string
  rate_per_min: number
  ciphertext: Buffer
  nonce: Buffer
  tag: Buffer
  key_version: number
}

type Opened = { row: Row; secret: EngineSecret }

/** How long a process may go on with an address and key it has read. */
const KEEP_MS = 15_000
const opened = new Map<string, Opened & { readAt: number }>()
const budgets = new Map<number, EngineBudget>()

/**
 * The client of an engine. The caller has already established that the campaign it acts for belongs to its workspace
 * and is linked to this engine. Throws ENGINE_NOT_FOUND.
 */
export async function openEngine(engineId: string): Promise<WorkflowEngine> {
  const { row, secret } = await readEngine(engineId)
  return engineFor(row, secret, { log: runtime().log, budget: budgetOf(row.rate_per_min) })
}

async function readEngine(engineId: string): Promise<Opened> {
  const known = opened.get(engineId)
  if (known && Date.now() - known.readAt < KEEP_MS) return known
  const wanted = compose
    .selectFrom('platform.engines')
    .select(['id', 'workspace_id', 'base_url', 'rate_per_min', 'ciphertext', 'nonce', 'tag', 'key_version'])
    .where('id', '=', engineId)
    .where('status', '<>', 'retired')
  const [[row]] = await asPlatform('engine address and key').read(wanted)
  if (!row) throw new AppError('ENGINE_NOT_FOUND')
  const engine = { row, secret: unseal(row), readAt: Date.now() }
  opened.set(engineId, engine)
  return engine
}

function unseal(row: Row): EngineSecret {
  const sealed = runtime().vault.open(row, { owner: row.workspace_id ?? PLATFORM_OWNER, type: 'engine' })
  const { api_key, owner } = Access.parse(JSON.parse(sealed))
  return { version: row.nonce.toString('base64'), apiKey: api_key, ...(owner && { owner }) }
}

function budgetOf(ratePerMin: number): EngineBudget {
  const known = budgets.get(ratePerMin)
  if (known) return known
  const budget = createEngineBudget({ redis: runtime().redis, perWindow: ratePerMin })
  budgets.set(ratePerMin, budget)
  return budget
}
