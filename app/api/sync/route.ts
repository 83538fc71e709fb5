import { methods } from '@/lib/api/methods'
import { route } from '@/lib/api/route'
import { SyncResult, SyncStatus, TriggerSyncInput } from '@/lib/sync/schemas'
import { getSyncStatus } from '@/lib/sync/status'
import { triggerSync } from '@/lib/sync/trigger'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: route({ permission: 'campaigns.read', response: SyncStatus }, async ({ ctx }) => ({
    data: await getSyncStatus(ctx),
  })),

  POST: route(
    {
      permission: 'sync.trigger',
      body: TriggerSyncInput,
      rateLimit: 'sync',
      response: SyncResult,
      statuses: [200, 202],
      errors: ['CAMPAIGN_NOT_FOUND', 'N8N_API_ERROR'],
    },
    async ({ ctx, body }) => {
      const data = await triggerSync(ctx, body)
      return { data, status: data.status === 'running' ? 202 : 200 }
    },
  ),
})
