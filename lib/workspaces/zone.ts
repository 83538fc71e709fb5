import { AppError } from '@/lib/api/errors'
import type { Ctx } from '@/lib/auth/context'
import { processCache } from '@/lib/auth/process-cache'
import { compose } from '@/lib/db/pipeline'

const zones = processCache<string>('zones', 60_000)

/** The workspace's IANA zone, at most 60 s old. For callers that may see this workspace; throws WORKSPACE_NOT_FOUND. */
export async function zoneOf(ctx: Ctx): Promise<string> {
  const known = zones.get(ctx.workspaceId)
  if (known) return known
  const [[row]] = await ctx.db.read(
    compose.selectFrom('workspaces').select('timezone').where('id', '=', ctx.workspaceId),
  )
  if (!row) throw new AppError('WORKSPACE_NOT_FOUND')
  zones.set(ctx.workspaceId, row.timezone)
  return row.timezone
}
