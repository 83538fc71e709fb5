import { AppError } from '@/lib/api/errors'
import { membershipOf } from '@/lib/auth/membership'
import { can } from '@/lib/auth/permissions'
import { requireSession } from '@/lib/auth/session'

/** False once the session has ended or the person may no longer read here. A database that is away changes no right. */
export async function mayStillRead(request: Request, workspaceId: string): Promise<boolean> {
  try {
    const membership = await membershipOf(await requireSession(request), workspaceId)
    return membership !== null && can(membership.role, 'stream.read')
  } catch (error) {
    return !(error instanceof AppError && error.status === 401)
  }
}
