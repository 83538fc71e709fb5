import { AppError } from '@/lib/api/errors'
import { asPlatform } from '@/lib/db/principals'
import { openEngine } from '@/lib/engines/open'
import type { EngineWorkflow } from '@/lib/engines/port'
import { enqueue, ringOutbox } from '@/lib/jobs/enqueue'
import { announceCampaigns } from './announce'
import { applyRead, type Origin } from './apply'
import { MISSING_FOR_MS } from './decide'
import { readLinked } from './linked-campaigns'

type Input = { engineId: string; n8nWorkflowId: string; origin: Origin; signal?: AbortSignal }

/**
 * Reads one workflow from its engine and brings every campaign linked to it up to date: what a push hints at, a read
 * decides. Returns how many campaigns changed. Throws ENGINE_TIMEOUT or N8N_API_ERROR while the engine cannot be asked.
 */
export async function syncWorkflow({ engineId, n8nWorkflowId, origin, signal }: Input): Promise<number> {
  const platform = asPlatform('sync of one workflow')
  const linked = await platform((trx) => readLinked(trx, engineId, { workflowId: n8nWorkflowId }))
  if (linked.length === 0) return 0
  const engine = await openEngine(engineId)
  engine.invalidate()
  const seen = await engine.get(n8nWorkflowId, {
    priority: 'toggle',
    requestId: origin.requestId,
    ...(signal && { signal }),
  })
  if (!seen.ok && seen.error.kind !== 'not_found') {
    throw new AppError(seen.error.kind === 'timeout' ? 'ENGINE_TIMEOUT' : 'N8N_API_ERROR', undefined, {
      cause: new Error(seen.error.message),
    })
  }
  const workflow: EngineWorkflow | null = seen.ok ? seen.data : null
  const changed = await platform(async (trx) => {
    let count = 0
    for (const campaign of linked) if (await applyRead(trx, campaign, workflow, origin)) count += 1
    if (!workflow && linked.some((campaign) => campaign.n8n_status !== 'deleted')) {
      const payload = { engine_id: engineId, n8n_workflow_id: n8nWorkflowId }
      const dedupeKey = `second-look-${n8nWorkflowId}`
      await enqueue(trx, 'sync.workflow', payload, { workspaceId: null, dedupeKey, delayMs: MISSING_FOR_MS + 200 })
    }
    return count
  })
  if (changed > 0) {
    ringOutbox()
    await announceCampaigns(linked)
  }
  return changed
}
