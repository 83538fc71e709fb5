import { createN8nWorkflow, type N8nWorkflow } from '@/__tests__/helpers/stack-n8n'
import { createCampaign, createEngine, sharedEngineId, type Tenant } from '@/__tests__/helpers/stack-tenant'
import { seed } from '@/local/simulators/n8n/control'
import { startFakeN8n } from '@/local/simulators/n8n/server'

export type Staged = { id: string; name: string; workflow: N8nWorkflow }

/** A paused campaign whose workflow is real and runs in the stack's own n8n. */
export async function stageCampaign(tenant: Tenant, name: string): Promise<Staged> {
  const workflow = await createN8nWorkflow(`${tenant.name}: ${name}`)
  const id = await createCampaign(tenant, { name, engineId: await sharedEngineId(), workflow })
  return { id, name, workflow }
}

export type FakeStage = {
  fake: Awaited<ReturnType<typeof startFakeN8n>>
  engineId: string
  campaigns: { id: string; name: string; workflowId: string }[]
}

/** Campaigns on a pretended engine of the tenant's own, which sends no hints and misbehaves on demand. */
export async function stageFakeEngine(tenant: Tenant, names: string[]): Promise<FakeStage> {
  const fake = await startFakeN8n({ publicationDelayMs: 30 })
  const engineId = await createEngine(tenant, fake.url, { api_key: fake.apiKey })
  const ids = seed(fake.store, names.length, tenant.slug)
  const campaigns: FakeStage['campaigns'] = []
  for (const [index, name] of names.entries()) {
    const workflowId = ids[index] ?? ''
    const workflow = { id: workflowId, name: `${tenant.slug} ${index + 1}` }
    campaigns.push({ id: await createCampaign(tenant, { name, engineId, workflow }), name, workflowId })
  }
  return { fake, engineId, campaigns }
}
