import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { createCampaign } from '@/lib/campaigns/create'
import { listCampaigns } from '@/lib/campaigns/list'
import { CreateCampaignInput, ListCampaignsQuery } from '@/lib/campaigns/schemas/campaign'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route({ permission: 'campaigns.read', query: ListCampaignsQuery }, async ({ ctx, query }) => {
    const { items, next_cursor, total } = await listCampaigns(ctx, query)
    return { data: items, meta: { limit: query.limit, next_cursor, has_more: next_cursor !== null, total } }
  }),

  POST: route({ permission: 'campaigns.create', body: CreateCampaignInput }, async ({ ctx, body }) => ({
    data: await createCampaign(ctx, body),
    status: 201,
  })),
})
