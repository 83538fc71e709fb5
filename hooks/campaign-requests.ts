import { type Page, request, requestPage } from '@/lib/api/fetcher'
import type {
  BatchToggleResult,
  Campaign,
  CreateCampaignInput,
  ToggleAction,
  ToggleResult,
  UpdateCampaignInput,
} from '@/lib/campaigns/schemas/campaign'
import type { ExecuteResult } from '@/lib/campaigns/schemas/execution'
import type { SyncResult } from '@/lib/sync/schemas'
import { learnCampaigns, newestCampaign, refreshLists } from './campaign-store'
import { type CampaignFilters, campaignKey, campaignsKey } from './keys'

const BATCH = 500
const at = (id: string, act = '') => `/api/campaigns/${id}${act}`

/** Reads one campaign and makes it known to every view. */
export async function readCampaign(workspaceId: string, id: string): Promise<Campaign> {
  return known(await request<Campaign>(campaignKey(workspaceId, id)))
}

export async function readCampaignsPage(url: string): Promise<Page<Campaign>> {
  const page = await requestPage<Campaign>(url)
  learnCampaigns(page.items)
  return page
}

/** Every campaign that matches, also those that are not loaded: for acting on all of them. */
export async function readMatching(workspaceId: string, filters: CampaignFilters): Promise<Campaign[]> {
  const found: Campaign[] = []
  let cursor: string | undefined
  do {
    const page: Page<Campaign> = await readCampaignsPage(campaignsKey(workspaceId, filters, cursor))
    found.push(...page.items)
    cursor = page.meta.next_cursor ?? undefined
  } while (cursor)
  return found.map(newestCampaign)
}

export async function createCampaign(workspaceId: string, body: CreateCampaignInput): Promise<Campaign> {
  const created = known(await request<Campaign>('/api/campaigns', { method: 'POST', workspaceId, body, ...once() }))
  refreshLists()
  return created
}

export async function updateCampaign(workspaceId: string, id: string, body: UpdateCampaignInput): Promise<Campaign> {
  return known(await request<Campaign>(at(id), { method: 'PATCH', workspaceId, body }))
}

export async function removeCampaign(workspaceId: string, id: string): Promise<void> {
  await request(at(id), { method: 'DELETE', workspaceId })
  refreshLists()
}

export async function linkWorkflow(workspaceId: string, id: string, n8nWorkflowId: string | null): Promise<Campaign> {
  const body = { n8n_workflow_id: n8nWorkflowId }
  return known(await request<Campaign>(at(id, '/workflow'), { method: 'PUT', workspaceId, body }))
}

export const executeCampaign = (workspaceId: string, id: string): Promise<ExecuteResult> =>
  request<ExecuteResult>(at(id, '/execute'), { method: 'POST', workspaceId, body: { kind: 'send' }, ...once() })

/** Asks the campaign's engine now, and takes in what it said. */
export async function syncCampaign(workspaceId: string, id: string): Promise<void> {
  const body = { scope: 'campaign', campaign_id: id }
  const result = await request<SyncResult>('/api/sync', { method: 'POST', workspaceId, body, ...once() })
  await readCampaign(workspaceId, id)
  if (result.status === 'failed') throw new Error(result.error ?? 'The engine did not answer.')
}

export function toggleCampaign(workspaceId: string, id: string, desired: boolean, expectedVersion: number) {
  const body = { action: actionFor(desired), expected_version: expectedVersion }
  return request<ToggleResult>(at(id, '/toggle'), { method: 'POST', workspaceId, body, ...once() })
}

export const undoToggle = (workspaceId: string, id: string, intentId: string): Promise<ToggleResult> =>
  request<ToggleResult>(at(id, '/toggle/undo'), { method: 'POST', workspaceId, body: { intent_id: intentId } })

/** Any number of ids, in as many requests as the API's limit asks for, one after the other. */
export async function batchToggle(
  workspaceId: string,
  ids: readonly string[],
  desired: boolean,
): Promise<BatchToggleResult['results']> {
  const results: BatchToggleResult['results'] = []
  for (let start = 0; start < ids.length; start += BATCH) {
    const body = { ids: ids.slice(start, start + BATCH), action: actionFor(desired) }
    const options = { method: 'POST', workspaceId, body, ...once() } as const
    results.push(...(await request<BatchToggleResult>('/api/campaigns/batch-toggle', options)).results)
  }
  return results
}

const actionFor = (desired: boolean): ToggleAction => (desired ? 'activate' : 'pause')
const once = () => ({ idempotencyKey: crypto.randomUUID() })

function known(campaign: Campaign): Campaign {
  learnCampaigns([campaign])
  return newestCampaign(campaign)
}
