import { sessionRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { listWorkspaces } from '@/lib/workspaces/list'

/** The workspaces of the signed-in person. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: sessionRoute({}, async ({ session }) => ({ data: await listWorkspaces(session) })),
})
