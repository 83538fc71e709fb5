import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { enqueue, ringOutbox } from '@/lib/jobs/enqueue'

type Unattended = { workspace_id: string; campaign_id: string; intent_version: number }

/**
 * Finds what no job is looking after: intents open for 10 s, executions pending for 5 min; marks runs of more than 2 h
 * as unknown. Returns how many were handed on. Safe at any time and in several replicas.
 */
export async function sweepCampaigns(): Promise<{ intents: number; executions: number }> {
  const found = await asPlatform('sweep of open intents and executions')(async (trx) => {
    const { rows: intents } = await sql<Unattended>`select i.workspace_id, i.campaign_id, i.intent_version
      from campaign_intents i where i.status in ('pending', 'applying') and i.created_at < now() - interval '10 seconds'
        and not exists (select from platform.outbox o where o.job = 'campaigns.converge' and o.done_at is null
          and o.dedupe_key = i.campaign_id || '-' || i.intent_version) limit 1000`.execute(trx)
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
