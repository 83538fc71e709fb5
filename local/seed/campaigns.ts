import type { Sql } from 'postgres'
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
import { type SeedWorkspace, superAdmin, workspaces } from './people'

type SeedCampaign = {
  key: string
  name: string
  description: string
  create: (n8n: LocalN8n, workflowName: string, slug: string) => Promise<string>
}

const campaigns: SeedCampaign[] = [
  {
    key: 'founders',
    name: 'Founder outreach',
    description: 'First touch to founders, started for each lead by a webhook.',
    create: (n8n, name, slug) => ensureWorkflow(n8n, webhookWorkflow(name, `ws-${slug}-founders`, 'lastNode')),
  },
  {
    key: 'launch',
    name: 'Product launch follow-up',
    description: 'Follow-up to everyone who opened the launch mail; answers its webhook at once.',
    create: (n8n, name, slug) => ensureWorkflow(n8n, webhookWorkflow(name, `ws-${slug}-launch`, 'onReceived')),
  },
  {
    key: 'digest',
    name: 'Hourly prospect digest',
    description: 'Runs every hour by schedule.',
    create: (n8n, name) => ensureWorkflow(n8n, scheduleWorkflow(name)),
  },
  {
    key: 'replies',
    name: 'Reply catcher',
    description: 'Its mailbox has no credential yet, so the engine refuses to start it.',
    create: (n8n, name) => ensureWorkflow(n8n, mailboxWorkflow(name)),
  },
  {
    key: 'bounces',
    name: 'Bounce watcher',
    description: 'Its mail server cannot be reached: the engine calls it active while nothing runs.',
    create: async (n8n, name, slug) =>
      ensureWorkflow(n8n, mailboxWorkflow(name, await createUnreachableMailbox(n8n, `${slug} bounces`))),
  },
  {
    key: 'conference',
    name: 'Conference leads',
    description: 'Its workflow was deleted inside n8n after it had been linked.',
    create: async (n8n, name, slug) => {
      const id = await ensureWorkflow(n8n, webhookWorkflow(name, `ws-${slug}-conference`, 'lastNode'))
      await deleteWorkflow(n8n, id)
      return id
    },
  },
]

const seedCampaign = async (
  sql: Sql,
  n8n: LocalN8n,
  engineId: string,
  workspace: SeedWorkspace,
  campaign: SeedCampaign,
) => {
  const workflowName = `${workspace.name}: ${campaign.name}`
  const workflowId = await campaign.create(n8n, workflowName, workspace.slug)
  const id = seedId(workspace.slug, campaign.key)
  await sql.begin(async (trx) => {
    await trx`insert into campaigns (workspace_id, id, name, description, engine_id, n8n_workflow_id, n8n_workflow_name,
        n8n_status, observed_at, sync_source, created_by)
      values (${workspace.id}, ${id}, ${campaign.name}, ${campaign.description}, ${engineId}, ${workflowId}, ${workflowName},
        'inactive', now(), 'api', ${superAdmin.id})`
    await trx`insert into platform.engine_workflows (workspace_id, engine_id, campaign_id, n8n_workflow_id, name, active, observed_at)
      values (${workspace.id}, ${engineId}, ${id}, ${workflowId}, ${workflowName}, false, now())`
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
