import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '@/lib/db/principals'
import { enqueue } from '@/lib/jobs/enqueue'
import { type Notice, notify } from '@/lib/notifications/notify'
import { type Applied, type Apply, contextOf, tenMinutes } from './apply-once'
import type { Callback } from './callbacks'
import { type Recipient, reject, rejectInvalid } from './delivery'
import { findCampaign } from './find-campaign'

const count = z.number().int().min(0).max(2_000_000_000).optional()
const Report = z.object({
  campaign_id: z.uuid().optional(),
  campaign: z.string().trim().min(1).max(100).optional(),
  total_contacts: count,
  total_sent: count,
  total_replied: count,
  total_bounced: count,
  total_opted_out: count,
  error_type: z.string().max(60).optional(),
  error_message: z.string().max(2_000).optional(),
})
type Report = z.infer<typeof Report>
type Campaign = NonNullable<Awaited<ReturnType<typeof findCampaign>>>
type Said = Pick<Notice, 'kind' | 'title' | 'body' | 'severity'>

/**
 * What a workflow says about its campaign, held against our own rows and never trusted alone. It may end a campaign or
 * put it in error; it never turns one on, and a person's pause stays a pause.
 */
export const recordCampaignReport: Apply = async (trx, to, callback) => {
  const parsed = Report.safeParse(callback.data)
  if (!parsed.success) return { outcome: rejectInvalid(parsed.error) }
  const campaign = await findCampaign(trx, to.workspaceId, parsed.data)
  if (!campaign) return { outcome: reject('CAMPAIGN_NOT_FOUND') }
  const said = await REPORTS[callback.type]?.(trx, to, campaign, parsed.data)
  const changes: Applied['changes'] = said ? [await tell(trx, to, campaign, said)] : []
  const { version } = await trx
    .selectFrom('campaigns')
    .select('version')
    .where('workspace_id', '=', to.workspaceId)
    .where('id', '=', campaign.id)
    .executeTakeFirstOrThrow()
  return {
    outcome: 'accepted',
    changes: [...changes, { type: 'campaign.changed', id: campaign.id, version }],
    hasJob: true,
  }
}

type Reporter = (trx: Tx, to: Recipient, campaign: Campaign, report: Report) => Promise<Said | null>

/** A hint like any push: what counts is the read of the engine that it brings forward. */
async function lookAtEngine(trx: Tx, to: Recipient, { id, engine_id, n8n_workflow_id }: Campaign): Promise<void> {
  if (!engine_id || !n8n_workflow_id) return
  const options = { workspaceId: to.workspaceId, dedupeKey: `report-${id}` }
  await enqueue(trx, 'sync.workflow', { engine_id, n8n_workflow_id }, options)
}

const started: Reporter = async (trx, to, campaign, { total_contacts }) => {
  await lookAtEngine(trx, to, campaign)
  // What runs against a pause is found, held and told by the sync loop.
  if (!campaign.desired_active) return null
  const body =
    total_contacts === undefined ? 'Its workflow is running.' : `Its workflow runs for ${total_contacts} contacts.`
  return { kind: 'campaign_started', title: `${campaign.name} has started`, body }
}

const completed: Reporter = async (trx, to, campaign, report) => {
  await lookAtEngine(trx, to, campaign)
  const ours = await readTotals(trx, to, campaign)
  const summary = `Ours: ${ours.sent} sent, ${ours.replied} replied, ${ours.bounced} bounced, ${ours.opted_out} opted out.`
  const missing = (report.total_sent ?? 0) - ours.sent
  if (missing > 0) {
    const body = `The workflow counts ${report.total_sent} mails, ${missing} more than were reported to us. ${summary}`
    return { kind: 'campaign_completed', severity: 'warning', title: `${campaign.name} says it is done`, body }
  }
  if (campaign.status === 'active' && !(await hasOpenIntent(trx, to, campaign))) await complete(trx, to, campaign)
  return { kind: 'campaign_completed', title: `${campaign.name} is completed`, body: summary }
}

const failed: Reporter = async (trx, to, campaign, { error_type = 'unknown', error_message = '' }) => {
  const reason = `${error_type}: ${error_message}`.slice(0, 500)
  if (campaign.status === 'active') {
    await trx
      .updateTable('campaigns')
      .set({ status: 'error', last_error: reason, last_status_change_at: sql<string>`now()` })
      .where('workspace_id', '=', to.workspaceId)
      .where('id', '=', campaign.id)
      .where('status', '=', 'active')
      .execute()
    await audit(trx, to, campaign, 'campaign.failed', 'error')
  }
  return {
    kind: 'campaign_error',
    severity: 'urgent',
    title: `${campaign.name} has stopped with an error`,
    body: reason,
  }
}

const REPORTS: Partial<Record<Callback['type'], Reporter>> = {
  'campaign.started': started,
  'campaign.completed': completed,
  'campaign.error': failed,
}

async function complete(trx: Tx, to: Recipient, campaign: Campaign): Promise<void> {
  await sql`update campaigns set status = 'completed', desired_active = false, desired_at = now(), desired_by = null,
      intent_version = intent_version + 1, last_status_change_at = now()
    where workspace_id = ${to.workspaceId}::uuid and id = ${campaign.id}::uuid
      and intent_version = ${campaign.intent_version} and status = 'active'`.execute(trx)
  await audit(trx, to, campaign, 'campaign.completed', 'completed')
}

async function hasOpenIntent(trx: Tx, to: Recipient, { id }: Campaign): Promise<boolean> {
  const open = await trx
    .selectFrom('campaign_intents')
    .select('id')
    .where('workspace_id', '=', to.workspaceId)
    .where('campaign_id', '=', id)
    .where('status', 'in', ['pending', 'applying'])
    .executeTakeFirst()
  return open !== undefined
}

type Totals = { sent: number; replied: number; bounced: number; opted_out: number }

async function readTotals(trx: Tx, to: Recipient, { id }: Campaign): Promise<Totals> {
  const { rows } =
    await sql<Totals>`select coalesce(sum(sends), 0)::int as sent, coalesce(sum(replies), 0)::int as replied,
      coalesce(sum(bounces_hard + bounces_soft), 0)::int as bounced, coalesce(sum(opt_outs), 0)::int as opted_out
    from daily_campaign_stats where workspace_id = ${to.workspaceId}::uuid and campaign_id = ${id}::uuid`.execute(trx)
  return rows[0] ?? { sent: 0, replied: 0, bounced: 0, opted_out: 0 }
}

const audit = (trx: Tx, to: Recipient, { id, status }: Campaign, action: string, after: string) =>
  sql`select private.audit(${to.workspaceId}::uuid, ${action}, 'campaign', ${id}, ${{ status }}::jsonb,
    ${{ status: after }}::jsonb, null, ${contextOf(to)}::jsonb)`.execute(trx)

const tell = (trx: Tx, to: Recipient, { id }: Campaign, said: Said) =>
  notify(trx, to.workspaceId, {
    ...said,
    category: 'campaign',
    link: `/campaigns/${id}`,
    subject: { type: 'campaign', id },
    dedupeKey: `${said.kind}:${id}:${tenMinutes()}`,
  })
