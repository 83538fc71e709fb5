import type { z } from 'zod'
import { workspaceIdOf } from '@/lib/api/request'
import { membershipOf } from '@/lib/auth/membership'
import { getSession } from '@/lib/auth/session'
import { asUser } from '@/lib/db/principals'
import { ExecutionMetrics, getExecutionMetrics, getPublicHealth, PublicHealth } from './execution-health'

export const ExecutionHealth = PublicHealth.extend({ metrics: ExecutionMetrics.optional() })
export type ExecutionHealth = z.infer<typeof ExecutionHealth>

/** Health for everyone; with a session and a workspace of its own also that workspace's figures of the last 24 h. */
export async function getExecutionHealth(request: Request): Promise<ExecutionHealth> {
  const health = await getPublicHealth()
  const names = request.headers.has('x-workspace-id') || new URL(request.url).searchParams.has('workspace_id')
  const session = names ? await getSession(request) : null
  if (!session) return health
  const workspaceId = workspaceIdOf(request)
  const membership = await membershipOf(session, workspaceId, { cached: true })
  return membership ? { ...health, metrics: await getExecutionMetrics(asUser(session), workspaceId) } : health
}
