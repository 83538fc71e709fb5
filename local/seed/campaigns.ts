import type { Sql } from 'postgres'
import type { WorkflowDefinition } from '@/lib/engines/port'
import { webhooksOf } from '@/lib/engines/webhooks'
import {
  createUnreachableMailbox,
  deleteWorkflow,
  ensureWorkflow,
  type LocalN8n,
  mailboxWorkflow,
  scheduleWorkflow,
  webhookWorkflow,
} from '../n8n/workflows'
import { seedId } from './ids'
import { ownerOf, type SeedWorkspace, workspaces } from './people'

type SeedCampaign = {
  key: string
  name: string
  description: string
  workflow: (name: string, slug: string, n8n: LocalN8n) => WorkflowDefinition | Promise<WorkflowDefinition>
  isDeletedInside?: boolean
}

const campaigns: SeedCampaign[] = [
  {
    key: 'founders',
    name: 'Founder outreach',
    description: 'First touch to founders, started for each lead by a webhook.',
    workflow: (name, slug) => webhookWorkflow(name, `ws-${slug}-founders`, 'lastNode'),
  },
  {
    key: 'launch',
    name: 'Product launch follow-up',
    description: 'Follow-up to everyone who opened the launch mail; answers its webhook at once.',
    workflow: (name, slug) => webhookWorkflow(name, `ws-${slug}-launch`, 'onReceived'),
  },
  {
    key: 'digest',
    name: 'Hourly prospect digest',
    description: 'Runs every hour by schedule.',
    workflow: scheduleWorkflow,
  },
  {
    key: 'replies',
    name: 'Reply catcher',
    description: 'Its mailbox has no credential yet, so the engine refuses to start it.',
    workflow: (name) => mailboxWorkflow(name),
  },
  {
    key: 'bounces',
    name: 'Bounce watcher',
    description: 'Its mail server cannot be reached: the engine calls it active while nothing runs.',
    workflow: async (name, slug, n8n) => mailboxWorkflow(name, await createUnreachableMailbox(n8n, `${slug} bounces`)),
  },
  {
    key: 'conference',
    name: 'Conference leads',
    description: 'Its workflow was deleted inside n8n after it had been linked.',
    workflow: (name, slug) => webhookWorkflow(name, `ws-${slug}-conference`, 'lastNode'),
    isDeletedInside: true,
  },
]

const seedCampaign = async (
  sql: Sql,
  n8n: LocalN8n,
  engineId: string,
  workspace: SeedWorkspace,
  seed: SeedCampaign,
) => {
  const id = seedId(workspace.slug, seed.key)
  // On a shared engine a workflow belongs to the workspace its name starts with.
  const name = `${workspace.name}: ${seed.name}`
  const definition = await seed.workflow(name, workspace.slug, n8n)
  const workflowId = await ensureWorkflow(n8n, definition)
  if (seed.isDeletedInside) await deleteWorkflow(n8n, workflowId)
  const link = { workspace_id: workspace.id, engine_id: engineId, n8n_workflow_id: workflowId }
  const seen = { observed_at: new Date() }
  await sql.begin(async (trx) => {
    await trx`insert into campaigns ${trx({
      ...link,
      ...seen,
      id,
      name: seed.name,
      description: seed.description,
      n8n_workflow_name: name,
      n8n_status: 'inactive',
      sync_source: 'api',
      created_by: ownerOf(workspace),
    })}`
    const webhook_paths = trx.json(webhooksOf({ ...definition, id: workflowId, publishedNodes: null }))
    await trx`insert into platform.engine_workflows ${trx({ ...link, ...seen, campaign_id: id, name, active: false, webhook_paths })}`
  })
}

/** Six campaigns per workspace, each linked to a workflow of its own. One that was ever seeded is never touched again. */
export const seedCampaigns = async (sql: Sql, n8n: LocalN8n, engineId: string): Promise<void> => {
  const known = await sql<{ id: string }[]>`select id from campaigns`
  for (const workspace of workspaces) {
    for (const campaign of campaigns) {
      const id = seedId(workspace.slug, campaign.key)
      if (!known.some((row) => row.id === id)) await seedCampaign(sql, n8n, engineId, workspace, campaign)
    }
  }
}
