import { adminRoute, publicRoute } from '@/lib/api/doors'
import { diagnoseExecutions } from '@/lib/campaigns/execution-health'
import { getExecutionHealth } from '@/lib/campaigns/health'

/** Public without tenant data; a signed-in member who names a workspace also gets its own figures. */
export const GET = publicRoute({}, async ({ request }) => ({ data: await getExecutionHealth(request) }))

export const POST = adminRoute({}, async () => ({ data: await diagnoseExecutions() }))
