import { adminRoute, publicRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { diagnoseExecutions } from '@/lib/campaigns/execution-health'
import { getExecutionHealth } from '@/lib/campaigns/health'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  /** Public without tenant data; a signed-in member who names a workspace also gets its own figures. */
  GET: publicRoute({}, async ({ request }) => ({ data: await getExecutionHealth(request) })),

  POST: adminRoute({}, async () => ({ data: await diagnoseExecutions() })),
})
