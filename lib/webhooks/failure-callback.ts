import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '@/lib/db/principals'
import { notify } from '@/lib/notifications/notify'
import { type Apply, tenMinutes } from './apply-once'
import { type Recipient, reject, rejectInvalid } from './delivery'

const Failure = z.object({
  workflow_id: z.string().regex(/^[\w-]{1,64}$/),
  campaign_id: z.uuid().optional(),
  node: z.string().max(200).optional(),
  message: z.string().max(1_000),
  execution_id: z.coerce.string().max(64).optional(),
})
const TOLD_AFTER = 3
const KEPT_TIMES = 20

type Link = { engine_id: string; campaign_id: string; name: string }

/** A workflow that failed: kept as one open failure of its campaign, told after the third within ten minutes. */
export const recordWorkflowError: Apply = async (trx, to, { data }) => {
  const parsed = Failure.safeParse(data)
  if (!parsed.success) return { outcome: rejectInvalid(parsed.error) }
  const { workflow_id, campaign_id, node, message, execution_id } = parsed.data
  const { rows } = await sql<Link>`select w.engine_id, w.campaign_id, c.name from platform.engine_workflows w
    join campaigns c on c.workspace_id = w.workspace_id and c.id = w.campaign_id
    where w.workspace_id = ${to.workspaceId}::uuid and w.n8n_workflow_id = ${workflow_id}
      and w.campaign_id = coalesce(${campaign_id ?? null}::uuid, w.campaign_id) order by w.id limit 1`.execute(trx)
  const [link] = rows
  if (!link) return { outcome: reject('CAMPAIGN_NOT_FOUND', 'No campaign is linked to this workflow.') }
  const said = node === undefined ? message : `${node}: ${message}`
  const facts = { workflow_id, node, execution_id, at: [new Date().toISOString()] }
  await sql`insert into platform.sync_failures as f (workspace_id, engine_id, campaign_id, source, error_message, payload)
    values (${to.workspaceId}::uuid, ${link.engine_id}::uuid, ${link.campaign_id}::uuid, 'webhook', ${said}, ${facts}::jsonb)
    on conflict (workspace_id, engine_id, campaign_id, source) where resolved_at is null do update
      set error_message = excluded.error_message, payload = excluded.payload || jsonb_build_object('at',
        (excluded.payload -> 'at') || jsonb_path_query_array(f.payload, ${`$.at[0 to ${KEPT_TIMES - 2}]`}::jsonpath))`.execute(
    trx,
  )
  if ((await countRecent(trx, to, link)) < TOLD_AFTER) return { outcome: 'accepted' }
  const told = await notify(trx, to.workspaceId, {
    kind: 'workflow_error',
    category: 'campaign',
    severity: 'warning',
    title: `The workflow of ${link.name} keeps failing`,
    body: said,
    link: `/campaigns/${link.campaign_id}`,
    subject: { type: 'campaign', id: link.campaign_id },
    dedupeKey: `workflow_error:${link.campaign_id}:${tenMinutes()}`,
  })
  return { outcome: 'accepted', changes: [told] }
}

/** A reader of the engine may have closed the failure meanwhile; its times count all the same. */
async function countRecent(trx: Tx, to: Recipient, link: Link): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.sync_failures f
    cross join lateral jsonb_array_elements_text(f.payload -> 'at') t(at)
    where f.workspace_id = ${to.workspaceId}::uuid and f.campaign_id = ${link.campaign_id}::uuid and f.source = 'webhook'
      and f.created_at > now() - interval '1 day' and t.at::timestamptz > now() - interval '10 minutes'`.execute(trx)
  return rows[0]?.n ?? 0
}
