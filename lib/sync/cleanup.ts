import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { openEngine } from '@/lib/engines/open'
import type { EngineWorkflow } from '@/lib/engines/port'
import { findWorkflowOwner } from '@/lib/engines/workflow-owner'
import { addCounts, NOTHING_SYNCED, type SyncCounts } from './counts'

type Owner = { id: string; name: string; slug: string }

/**
 * Looks for workflows that carry a workspace's name but belong to no campaign of it: remembered when first seen, switched
 * off once they are a day old, never deleted and never touched without our prefix. `updated` counts those switched off.
 */
export async function cleanupWorkspace(workspaceId: string, cut?: { signal: AbortSignal }): Promise<SyncCounts> {
  const platform = asPlatform('orphaned workflows')
  const { owner, engines } = await platform(async (trx) => ({
    owner: await trx
      .selectFrom('workspaces')
      .select(['id', 'name', 'slug'])
      .where('id', '=', workspaceId)
      .executeTakeFirst(),
    engines: await trx
      .selectFrom('platform.engine_workflows')
      .select('engine_id')
      .distinct()
      .where('workspace_id', '=', workspaceId)
      .execute(),
  }))
  const counts = { ...NOTHING_SYNCED }
  if (!owner) return counts
  for (const { engine_id } of engines) {
    const engine = await openEngine(engine_id)
    const listed = await engine.list({ priority: 'sync', workspaceId, ...cut })
    if (!listed.ok) return { ...counts, errored: counts.errored + 1, error: listed.error.message }
    for (const workflow of await findOrphans(owner, engine_id, listed.data)) {
      counts.checked += 1
      if (!(await isDayOld(workspaceId, engine_id, workflow)) || !workflow.active) continue
      const off = await engine.deactivate(workflow.id, { priority: 'sync', workspaceId, ...cut })
      if (off.ok) counts.updated += 1
      else counts.errored += 1
    }
  }
  return counts
}

/** Every workspace with an engine, one after the other (daily). */
export async function cleanupWorkflows(cut?: { signal: AbortSignal }): Promise<SyncCounts> {
  const { rows } = await asPlatform('workspaces to clean up')((trx) =>
    sql<{ id: string }>`select distinct workspace_id as id from platform.engine_workflows`.execute(trx),
  )
  let total = NOTHING_SYNCED
  for (const { id } of rows) total = addCounts(total, await cleanupWorkspace(id, cut))
  return total
}

async function findOrphans(owner: Owner, engineId: string, workflows: EngineWorkflow[]): Promise<EngineWorkflow[]> {
  const named = workflows.filter(({ name }) =>
    [owner.name, owner.slug].some((prefix) => name.toLowerCase().startsWith(`${prefix.toLowerCase()}: `)),
  )
  const ours: EngineWorkflow[] = []
  for (const workflow of named) if ((await findWorkflowOwner(engineId, workflow)) === owner.id) ours.push(workflow)
  if (ours.length === 0) return []
  const linked = await asPlatform('orphaned workflows')((trx) =>
    trx
      .selectFrom('campaigns')
      .select('n8n_workflow_id')
      .where('engine_id', '=', engineId)
      .where('deleted_at', 'is', null)
      .where(
        'n8n_workflow_id',
        'in',
        ours.map((workflow) => workflow.id),
      )
      .execute(),
  )
  const known = new Set(linked.map((row) => row.n8n_workflow_id))
  return ours.filter((workflow) => !known.has(workflow.id))
}

/** Remembers an orphan when it is first seen; true once that is a day ago. */
async function isDayOld(workspaceId: string, engineId: string, workflow: EngineWorkflow): Promise<boolean> {
  const { rows } = await asPlatform('orphaned workflows')((trx) =>
    sql<{
      old: boolean
    }>`insert into platform.engine_workflows as w (workspace_id, engine_id, n8n_workflow_id, name, active)
      values (${workspaceId}::uuid, ${engineId}::uuid, ${workflow.id}, ${workflow.name.slice(0, 300)}, ${workflow.active})
      on conflict (engine_id, n8n_workflow_id, campaign_id) do update set active = excluded.active
      returning w.created_at < now() - interval '24 hours' as old`.execute(trx),
  )
  return rows[0]?.old ?? false
}
