import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { openEngine } from '@/lib/engines/open'
import { ringOutbox } from '@/lib/jobs/enqueue'
import { announceCampaigns } from './announce'
import { applyRead, differs, type Origin } from './apply'
import { NOTHING_SYNCED, type SyncCounts } from './counts'
import { recordFailure, recordSuccess } from './engine-status'
import { type Linked, readLinked } from './linked-campaigns'

type Input = { engineId: string; origin: Origin; workspaceId?: string; waitMs?: number; signal?: AbortSignal }

const LEASE_SECONDS = 60
/** Few enough that no click waits long for a row. */
const ROWS_PER_COMMIT = 25
const SKIPPED: SyncCounts = { ...NOTHING_SYNCED, skipped: true }

/**
 * One pass over an engine: one list call, compared in memory, only differing rows written. A pass already running for
 * this engine is skipped (or awaited up to `waitMs`). An engine that cannot be asked changes no campaign: it is marked
 * unreachable, which every reader shows as unknown.
 */
export async function syncEngine(input: Input): Promise<SyncCounts> {
  if (!(await takeLease(input.engineId, input.waitMs ?? 0))) return SKIPPED
  try {
    return await pass(input)
  } finally {
    await asPlatform('engine sync lease')((trx) =>
      trx.updateTable('platform.engines').set({ sync_lease_until: null }).where('id', '=', input.engineId).execute(),
    )
  }
}

async function pass({ engineId, origin, workspaceId, signal }: Input): Promise<SyncCounts> {
  const platform = asPlatform('engine sync')
  const linked = await platform((trx) => readLinked(trx, engineId, workspaceId ? { workspaceId } : {}))
  const startedAt = new Date()
  const engine = await openEngine(engineId)
  const listed = await engine.list({
    fresh: true,
    budgetMs: 30_000,
    priority: 'sync',
    requestId: origin.requestId,
    ...(signal && { signal }),
  })
  if (!listed.ok) {
    await recordFailure(engineId, listed.error, linked)
    return { ...NOTHING_SYNCED, errored: linked.length, error: listed.error.message }
  }
  const byId = new Map(listed.data.map((workflow) => [workflow.id, workflow]))
  const differing = linked.filter((campaign) => differs(campaign, byId.get(campaign.n8n_workflow_id) ?? null))
  const changed: Linked[] = []
  for (let start = 0; start < differing.length; start += ROWS_PER_COMMIT) {
    await platform(async (trx) => {
      for (const campaign of differing.slice(start, start + ROWS_PER_COMMIT)) {
        if (await applyRead(trx, campaign, byId.get(campaign.n8n_workflow_id) ?? null, origin)) changed.push(campaign)
      }
    })
  }
  await recordSuccess(engineId, startedAt, linked)
  if (changed.length > 0) ringOutbox()
  await announceCampaigns(changed)
  return { ...NOTHING_SYNCED, checked: linked.length, updated: changed.length }
}

async function takeLease(engineId: string, waitMs: number): Promise<boolean> {
  const deadline = Date.now() + waitMs
  for (;;) {
    const taken = await asPlatform('engine sync lease')((trx) =>
      trx
        .updateTable('platform.engines')
        .set({ sync_lease_until: sql<string>`now() + ${LEASE_SECONDS} * interval '1 second'` })
        .where('id', '=', engineId)
        .where((eb) => eb.or([eb('sync_lease_until', 'is', null), eb('sync_lease_until', '<', sql<string>`now()`)]))
        .returning('id')
        .executeTakeFirst(),
    )
    if (taken) return true
    if (Date.now() >= deadline) return false
    await sleep(100)
  }
}
