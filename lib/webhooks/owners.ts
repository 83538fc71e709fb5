import { sql } from 'kysely'
import { z } from 'zod'
import { asPlatform } from '@/lib/db/principals'
import { type Outcome, type Rejection, reject } from './delivery'
import type { N8nCaller } from './verify-n8n'

/** What an item says about whose it is; anything of another shape says nothing. */
const Claims = z
  .object({
    workspace_id: z.uuid().toLowerCase().optional().catch(undefined),
    campaign_id: z.uuid().toLowerCase().optional().catch(undefined),
    campaign: z.string().trim().toLowerCase().min(1).max(100).optional().catch(undefined),
    workflow_id: z.string().min(1).max(64).optional().catch(undefined),
  })
  .catch({})
type Claims = z.infer<typeof Claims>
/** Under a workspace's own key nothing else that an item says could matter. */
const namesWorkspace = (item: unknown): boolean => typeof item === 'object' && item !== null && 'workspace_id' in item
type Link = { workspace_id: string; campaign_id: string; name: string; workflow_id: string }

/**
 * The workspace of each item. A workspace's key decides by itself; under a shared engine's key the owner of the named
 * campaign or workflow does. What claims another workspace is rejected as WORKSPACE_MISMATCH, and that is recorded.
 */
export async function findOwners(
  caller: N8nCaller,
  items: unknown[],
  requestId: string,
): Promise<(string | Rejection)[]> {
  const claims = items.map((item) => (caller.workspaceId && !namesWorkspace(item) ? {} : Claims.parse(item)))
  const links = caller.workspaceId ? [] : await readLinks(caller, claims)
  const owners = claims.map((claim) => caller.workspaceId ?? ownerAmong(links, claim))
  const judged = owners.map((owner, index) => {
    const claimed = claims[index]?.workspace_id
    return owner && (claimed === undefined || claimed === owner) ? owner : reject('WORKSPACE_MISMATCH')
  })
  const refused = judged.filter((one) => typeof one !== 'string').length
  if (refused > 0) await recordMismatch(caller, requestId, refused)
  return judged
}

export const isOwned = (owner: string | Outcome): owner is string => typeof owner === 'string'

/** Exactly one workspace whose campaign and workflow fit everything the item says. */
function ownerAmong(links: Link[], { workspace_id, campaign_id, campaign, workflow_id }: Claims): string | null {
  if (!campaign_id && !campaign && !workflow_id) return null
  const fitting = links.filter(
    (link) =>
      (!campaign_id || link.campaign_id === campaign_id) &&
      (campaign_id || !campaign || link.name === campaign) &&
      (!workflow_id || link.workflow_id === workflow_id) &&
      (!workspace_id || link.workspace_id === workspace_id),
  )
  const owners = new Set(fitting.map((link) => link.workspace_id))
  return owners.size === 1 ? ([...owners][0] ?? null) : null
}

async function readLinks({ engineId }: N8nCaller, claims: Claims[]): Promise<Link[]> {
  const distinct = (name: 'campaign_id' | 'campaign' | 'workflow_id') => [
    ...new Set(claims.flatMap((claim) => claim[name] ?? [])),
  ]
  const { rows } = await asPlatform('whose callback this is')((trx) =>
    sql<Link>`select w.workspace_id, w.campaign_id, lower(c.name) as name, w.n8n_workflow_id as workflow_id
      from platform.engine_workflows w
      join campaigns c on c.workspace_id = w.workspace_id and c.id = w.campaign_id
      where w.engine_id = ${engineId}::uuid and (w.campaign_id = any(${distinct('campaign_id')}::uuid[])
        or lower(c.name) = any(${distinct('campaign')}::text[])
        or w.n8n_workflow_id = any(${distinct('workflow_id')}::text[]))`.execute(trx),
  )
  return rows
}

const recordMismatch = (caller: N8nCaller, requestId: string, items: number) =>
  asPlatform('a callback for another workspace')((trx) =>
    sql`select private.audit(${caller.workspaceId}::uuid, 'webhook.workspace_mismatch', 'webhook_key', ${caller.keyId}, null,
      null, ${{ items, engine_id: caller.engineId, source: 'security' }}::jsonb,
      ${{ actor: { type: 'webhook', id: caller.keyId }, request_id: requestId }}::jsonb)`.execute(trx),
  )
