import { z } from 'zod'
import { CountedPageMeta } from '@/lib/api/answers'
import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { createCampaign } from '@/lib/campaigns/create'
import { LINK_ERRORS } from '@/lib/campaigns/link-workflow'
import { listCampaigns } from '@/lib/campaigns/list'
import { Campaign, CreateCampaignInput, ListCampaignsQuery } from '@/lib/campaigns/schemas/campaign'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route(
    {
      permission: 'campaigns.read',
      query: ListCampaignsQuery,
      response: z.array(Campaign),
      meta: CountedPageMeta,
      errors: ['INVALID_CURSOR'],
    },
    async ({ ctx, query }) => {
      const { items, next_cursor, total } = await listCampaigns(ctx, query)
      return { data: items, meta: { limit: query.limit, next_cursor, has_more: next_cursor !== null, total } }
    },
  ),

  POST: route(
    {
      permission: 'campaigns.create',
      body: CreateCampaignInput,
      response: Campaign,
      statuses: [201],
      errors: ['CAMPAIGN_NAME_TAKEN', 'CAMPAIGN_LIMIT', ...LINK_ERRORS],
    },
    async ({ ctx, body }) => ({
      data: await createCampaign(ctx, body),
    }),
  ),
})
