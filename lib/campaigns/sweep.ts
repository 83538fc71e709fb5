import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { enqueue, ringOutbox } from '@/lib/jobs/enqueue'

/**
 * Finds what no job is looking after: intents open for 10 s, executions pending for 5 min; marks runs of more than 2 h
 * as unknown. Returns how many were handed on. Safe at any time and in several replicas.
 */
export async function sweepCampaigns(): Promise<{ intents: number; executions: number }> {
  const found = await asPlatform('sweep of open intents and executions')(async (trx) => {
    const intents = await trx
      .selectFrom('campaign_intents')
      .select(['workspace_id', 'campaign_id', 'intent_version'])
      .where('status', 'in', ['pending', 'applying'])
      .where('created_at', '<', sql<string>`now() - interval '10 seconds'`)
      .limit(1_000)
      .execute()
    for (const intent of intents) {
      const payload = { workspace_id: intent.workspace_id, campaign_id: intent.campaign_id }
      const dedupeKey = `${intent.campaign_id}-${intent.intent_version}`
      await enqueue(trx, 'campaigns.converge', payload, { workspaceId: intent.workspace_id, dedupeKey })
    }
    const executions = await trx
      .selectFrom('campaign_executions')
      .select(['workspace_id', 'id'])
      .where('status', '=', 'pending')
      .where('created_at', '<', sql<string>`now() - interval '5 minutes'`)
      .limit(1_000)
      .execute()
    for (const { workspace_id, id } of executions) {
      await enqueue(
        trx,
        'campaigns.run',
        { workspace_id, execution_id: id },
        { workspaceId: workspace_id, dedupeKey: id },
      )
    }
    await trx
      .updateTable('campaign_executions')
      .set({ status: 'unknown' })
      .where('status', '=', 'running')
      .where('created_at', '<', sql<string>`now() - interval '2 hours'`)
      .execute()
    return { intents: intents.length, executions: executions.length }
  })
  if (found.intents + found.executions > 0) ringOutbox()
  return found
}
