import { isActiveInN8n } from '../../helpers/stack-n8n'
import { database } from '../../helpers/stack-tenant'

/** Everything that a decision leaves behind for one campaign, and what the engine itself says. */
export type CampaignState = {
  desired: boolean
  observed: string
  reason: string | null
  engineActive: boolean
  intents: { status: string; desired: boolean }[]
  decisions: number
  failures: number
  openJobs: number
  /** Job and reason of each. */
  deadLetters: string[]
}

type Row = { desired_active: boolean; n8n_status: string; sync_error: string | null; n8n_workflow_id: string }

export async function readCampaignState(id: string): Promise<CampaignState> {
  const sql = database()
  const [row] = await sql<
    Row[]
  >`select desired_active, n8n_status, sync_error, n8n_workflow_id from campaigns where id = ${id}`
  if (!row) throw new Error(`No campaign ${id}`)
  const intents = await sql<{ status: string; desired: boolean }[]>`select status, desired_active as desired
    from campaign_intents where campaign_id = ${id} order by intent_version`
  const audit = await sql<{ action: string }[]>`select action from audit_log where resource_id = ${id}`
  const [jobs] = await sql<{ open: number }[]>`select count(*)::int as open from platform.outbox
    where payload ->> 'campaign_id' = ${id} and done_at is null`
  const dead = await sql<{ letter: string }[]>`select job || ': ' || error as letter from platform.dead_letters
    where payload ->> 'campaign_id' = ${id}`
  const isDecision = (action: string) => /^campaign\.(activated|deactivated|paused|resumed)$/.test(action)
  return {
    desired: row.desired_active,
    observed: row.n8n_status,
    reason: row.sync_error,
    engineActive: await isActiveInN8n(row.n8n_workflow_id),
    intents: [...intents],
    decisions: audit.filter(({ action }) => isDecision(action)).length,
    failures: audit.filter(({ action }) => /toggle_(failed|reverted)$/.test(action)).length,
    openJobs: jobs?.open ?? 0,
    deadLetters: dead.map(({ letter }) => letter),
  }
}

/** Nothing is open any more: no intent, no job. */
export const isAtRest = ({ intents, openJobs }: CampaignState): boolean =>
  openJobs === 0 && intents.every(({ status }) => status !== 'pending' && status !== 'applying')
