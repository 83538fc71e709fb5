import { z } from 'zod'
import { AppError } from '@/lib/api/errors'
import { PLATFORM_OWNER } from '@/lib/credentials/vault'
import { asPlatform } from '@/lib/db/principals'
import { runtime } from '@/lib/runtime'
import { createEngineBudget, type EngineBudget } from './budget'
import { engineFor } from './connect'
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

/** How long a process may go on with an address and key it has read. */
const ROW_TTL_MS = 15_000
const rows = new Map<string, { row: Row; readAt: number }>()
const budgets = new Map<number, EngineBudget>()

/**
 * The client of an engine. The caller has already established that the campaign it acts for belongs to its workspace
 * and is linked to this engine. Throws ENGINE_NOT_FOUND.
 */
export async function openEngine(engineId: string): Promise<WorkflowEngine> {
  const row = await readRow(engineId)
  const { vault, log } = runtime()
  const access = Access.parse(
    JSON.parse(vault.open(row, { owner: row.workspace_id ?? PLATFORM_OWNER, type: 'engine' })),
  )
  return engineFor(
    row,
    { version: row.nonce.toString('base64'), apiKey: access.api_key, ...(access.owner && { owner: access.owner }) },
    { log, budget: budgetOf(row.rate_per_min) },
  )
}

async function readRow(engineId: string): Promise<Row> {
  const known = rows.get(engineId)
  if (known && Date.now() - known.readAt < ROW_TTL_MS) return known.row
  const row = await asPlatform('engine address and key')((trx) =>
    trx
      .selectFrom('platform.engines')
      .select(['id', 'workspace_id', 'base_url', 'rate_per_min', 'ciphertext', 'nonce', 'tag', 'key_version'])
      .where('id', '=', engineId)
      .where('status', '<>', 'retired')
      .executeTakeFirst(),
  )
  if (!row) throw new AppError('ENGINE_NOT_FOUND')
  rows.set(engineId, { row, readAt: Date.now() })
  return row
}

function budgetOf(ratePerMin: number): EngineBudget {
  const known = budgets.get(ratePerMin)
  if (known) return known
  const budget = createEngineBudget({ redis: runtime().redis, perWindow: ratePerMin })
  budgets.set(ratePerMin, budget)
  return budget
}
