import { randomUUID } from 'node:crypto'
import { readState } from '@/local/state'
import { createN8nWorkflow, switchInN8n } from '../../helpers/stack-n8n'
import { createCampaign, createEngine, database, type Tenant } from '../../helpers/stack-tenant'

export type Action = 'activate' | 'pause'

/** An engine row of the tenant's own that leads to the stack's real n8n. */
export function createRealEngine(tenant: Tenant): Promise<string> {
  const { n8n_url, n8n_api_key, n8n_owner } = readState()
  return createEngine(tenant, n8n_url, { api_key: n8n_api_key, owner: n8n_owner })
}

/** A fresh campaign with a real workflow, standing where the action makes a difference. */
export async function campaignFor(tenant: Tenant, engineId: string, action: Action): Promise<string> {
  const workflow = await createN8nWorkflow(`${tenant.name}: ${action} ${randomUUID().slice(0, 8)}`)
  const id = await createCampaign(tenant, { engineId, workflow })
  if (action === 'activate') return id
  await switchInN8n(workflow.id, true)
  await database()`update campaigns set desired_active = true, status = 'active', n8n_status = 'active' where id = ${id}`
  return id
}
