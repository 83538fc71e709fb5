import { sessionRoute } from '@/lib/api/doors'
import { listWorkspaces } from '@/lib/workspaces/list'

/** The workspaces of the signed-in person. */
export const GET = sessionRoute({}, async ({ session }) => ({ data: await listWorkspaces(session) }))
