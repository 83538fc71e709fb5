import { randomUUID } from 'node:crypto'
import { asPlatform } from '@/lib/db/principals'
import { closeEngines } from '@/lib/engines/connect'
import { openEngine } from '@/lib/engines/open'
import type { Runtime } from '@/lib/runtime'
import { startFakeN8n } from '@/local/simulators/n8n/server'
import { prepareQuietStores } from './quiet-database'
import { startTestRuntime } from './runtime'
import { createTestCampaign, createTestEngine, createTestWorkspace, type TestWorkspace } from './workspace'

export type EngineFixture = {
  runtime: Runtime
  fake: Awaited<ReturnType<typeof startFakeN8n>>
  engineId: string
  workspace: TestWorkspace
  /** A paused campaign linked to a webhook workflow of its own. */
  campaign: () => Promise<{ id: string; workflowId: string }>
  close: () => Promise<void>
}

/** A fresh tenant on a fresh fake engine, on real Postgres and Redis that no control plane works on. */
export async function startEngineFixture(): Promise<EngineFixture> {
  const runtime = startTestRuntime({}, await prepareQuietStores())
  const fake = await startFakeN8n({ publicationDelayMs: 30 })
  const engineId = await createTestEngine(fake.url, fake.apiKey)
  const workspace = await createTestWorkspace()
  return {
    runtime,
    fake,
    engineId,
    workspace,
    campaign: async () => {
      const workflowId = await createWebhookWorkflow(engineId, workspace.slug)
      return { id: await createTestCampaign(workspace, engineId, workflowId), workflowId }
    },
    close: async () => {
      await retireEngine(engineId)
      await closeEngines()
      await fake.stop()
      await runtime.close()
    },
  }
}

/** Jobs that look at every engine leave it alone afterwards. */
const retireEngine = (engineId: string) =>
  asPlatform('test engine')((trx) =>
    trx.updateTable('platform.engines').set({ status: 'retired' }).where('id', '=', engineId).execute(),
  )

export async function createWebhookWorkflow(engineId: string, slug: string): Promise<string> {
  const engine = await openEngine(engineId)
  const path = `${slug}-${randomUUID()}`
  const node = {
    id: randomUUID(),
    name: 'Webhook',
    type: 'n8n-nodes-base.webhook',
    typeVersion: 2,
    position: [0, 0],
    webhookId: randomUUID(),
    parameters: { path, httpMethod: 'POST' },
  }
  const created = await engine.create({
    name: `${slug}: ${path}`,
    nodes: [node],
    connections: {},
    settings: { executionOrder: 'v1' },
  })
  if (!created.ok) throw new Error(created.error.message)
  return created.data.id
}
