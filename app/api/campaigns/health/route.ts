import { adminRoute, publicRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { diagnoseExecutions, ExecutionDiagnosis } from '@/lib/campaigns/execution-health'
import { ExecutionHealth, getExecutionHealth } from '@/lib/campaigns/health'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  /** Public without tenant data; a signed-in member who names a workspace also gets its own figures. */
  GET: publicRoute(
    { response: ExecutionHealth, errors: ['MISSING_WORKSPACE_ID', 'WORKSPACE_NOT_FOUND'] },
    async ({ request }) => ({
      data: await getExecutionHealth(request),
    }),
  ),

  POST: adminRoute({ response: ExecutionDiagnosis }, async () => ({ data: await diagnoseExecutions() })),
})
