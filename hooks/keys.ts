import type { CampaignStatus } from '@/lib/campaigns/schemas/campaign'
import type { EventsQuery } from '@/lib/events/schemas'
import type { DateRange } from '@/lib/ui/date-range'

/** Every cache key. A key is the address of the read; the workspace is part of it, so tenants never share an entry. */
export type CampaignFilters = { status: CampaignStatus[]; search: string }

export const CAMPAIGNS_PAGE = 50

function address(path: string, params: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== '') query.set(name, String(value))
  }
  return `${path}?${query}`
}

export const userKey = '/api/user'

/** The first page is what fits a screen; those that follow are larger, so that scrolling outruns them less. */
export const campaignsKey = (workspaceId: string, filters: CampaignFilters, cursor?: string) =>
  address('/api/campaigns', {
    workspace_id: workspaceId,
    status: filters.status.join(','),
    search: filters.search,
    limit: cursor ? 100 : CAMPAIGNS_PAGE,
    cursor,
  })

export const campaignKey = (workspaceId: string, id: string) =>
  address(`/api/campaigns/${id}`, { workspace_id: workspaceId })

export const historyKey = (workspaceId: string, id: string, cursor?: string) =>
  address(`/api/campaigns/${id}/history`, { workspace_id: workspaceId, limit: 50, cursor })

export const executionsKey = (workspaceId: string, id: string, cursor?: string) =>
  address(`/api/campaigns/${id}/executions`, { workspace_id: workspaceId, limit: 50, cursor })

export const dashboardKey = (workspaceId: string, { start, end }: DateRange, campaign: string | null) =>
  address('/api/dashboard/aggregate', { workspace_id: workspaceId, start, end, campaign_id: campaign ?? undefined })

export type MetricName = 'cost-breakdown' | 'efficiency' | 'projection' | 'by-sender'
export type MetricFilters = Partial<DateRange> & {
  campaign_id?: string
  provider?: string
  model?: string
  purpose?: string
}
export const metricKey = (workspaceId: string, name: MetricName, filters: MetricFilters) =>
  address(`/api/metrics/${name}`, { workspace_id: workspaceId, ...filters })

export const costEventsKey = (workspaceId: string, filters: MetricFilters, cursor?: string) =>
  address('/api/cost-events', { workspace_id: workspaceId, ...filters, limit: 50, cursor })

export const syncKey = (workspaceId: string) => address('/api/sync', { workspace_id: workspaceId })

export type EventFilters = Omit<EventsQuery, 'cursor' | 'limit'>
/** As with campaigns: the first page is what fits a screen, those that follow are larger. */
export const EVENTS_PAGE = 50
export const EVENTS_NEXT = 100
/** How many of the newest rows are looked at again while the list stands still. */
export const EVENTS_NEWEST = 25

export const eventsKey = (
  workspaceId: string,
  filters: EventFilters,
  page: { limit: number; cursor?: string | undefined },
) => address('/api/events', { workspace_id: workspaceId, ...filters, ...page })

export const notificationsKey = (workspaceId: string, category?: string, cursor?: string) =>
  address('/api/notifications', { workspace_id: workspaceId, category, limit: 30, cursor })

export const streamUrl = (workspaceId: string) => address('/api/stream', { workspace_id: workspaceId })

export const searchKey = (workspaceId: string, q: string) => address('/api/search', { workspace_id: workspaceId, q })
