import { randomUUID } from 'node:crypto'
import type { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { createWebhookKey, type WebhookKey } from '../security/deliveries'
import { createTestCampaign, createTestWorkspace, type TestWorkspace } from './workspace'

export type CallbackTenant = {
  workspace: TestWorkspace
  key: WebhookKey
  campaignId: string
  workflowId: string
  /** A further campaign with a workflow of its own. */
  campaign: () => Promise<{ id: string; workflowId: string }>
}

/** A tenant with a webhook key and a campaign linked to a workflow of `engineId`. */
export async function createCallbackTenant(engineId: string): Promise<CallbackTenant> {
  const workspace = await createTestWorkspace()
  const campaign = async () => {
    const workflowId = randomUUID().slice(0, 16)
    return { id: await createTestCampaign(workspace, engineId, workflowId), workflowId }
  }
  const { id, workflowId } = await campaign()
  const key = await createWebhookKey({ workspaceId: workspace.id })
  return { workspace, key, campaignId: id, workflowId, campaign }
}

/** Rows as they are, past RLS: a test's witness. */
export const look = async <Row = Record<string, unknown>>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> =>
  (await asPlatform('test witness')((trx) => query.execute(trx))).rows

export const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()
