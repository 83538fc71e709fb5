import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'

/**
 * The workspace a workflow of a shared engine belongs to: the only one whose name or slug stands before the colon (spec
 * 05 §4). Null when none does, when two share it (names are free), or when another one's campaign already runs it.
 */
export async function findWorkflowOwner(
  engineId: string,
  workflow: { id: string; name: string },
): Promise<string | null> {
  const name = workflow.name.toLowerCase()
  const claims = await asPlatform('whose workflow this is')(async (trx) => {
    const { rows } = await sql<{ id: string }>`select id from workspaces
      where starts_with(${name}, lower(name) || ': ') or starts_with(${name}, slug || ': ')
      union select workspace_id from platform.engine_workflows
      where engine_id = ${engineId}::uuid and n8n_workflow_id = ${workflow.id} and campaign_id is not null
      limit 2`.execute(trx)
    return rows
  })
  const [owner, ...others] = claims
  return owner && others.length === 0 ? owner.id : null
}
