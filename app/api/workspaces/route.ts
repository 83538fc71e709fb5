import { z } from 'zod'
import { sessionRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { listWorkspaces } from '@/lib/workspaces/list'
import { WorkspaceSummary } from '@/lib/workspaces/schemas'

/** The workspaces of the signed-in person. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: sessionRoute({ response: z.array(WorkspaceSummary) }, async ({ session }) => ({
    data: await listWorkspaces(session),
  })),
})
