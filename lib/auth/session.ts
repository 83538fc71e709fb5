import { AppError } from '@/lib/api/errors'
import { webConfig } from '@/lib/runtime'
import { readClerkSession } from './clerk/read'
import { readLocalSession, readLocalToken } from './local/read'

/** Who is signed in, whichever way they came. */
export type Session = {
  userId: string
  email: string
  name: string | null
  kind: 'local' | 'clerk'
  superAdmin: boolean
}
/** `expired`: there was a session and it is over; the browser may renew or sign in again. */
export type Refusal = 'anonymous' | 'expired'

/**
 * The one door to the signed-in person: of a request in a route handler, or of the page being rendered when called
 * without one. Null for nobody, a bad proof or an ended session.
 */
export async function getSession(request?: Request): Promise<Session | null> {
  const found = await find(request)
  return typeof found === 'string' ? null : found
}

/** As `getSession`, for those who cannot go on without one. Throws UNAUTHORIZED or TOKEN_EXPIRED. */
export async function requireSession(request?: Request): Promise<Session> {
  const found = await find(request)
  if (found === 'anonymous') throw new AppError('UNAUTHORIZED')
  if (found === 'expired') throw new AppError('TOKEN_EXPIRED')
  return found
}

/**
 * Whom a request claims to come from, where knowing for sure takes a look at the database; null where it takes none. The
 * signature is checked, the session is not: good for reading ahead, never for an answer.
 */
export async function claimedUser(request: Request): Promise<Pick<Session, 'userId'> | null> {
  if (webConfig().signIn.kind !== 'local') return null
  const token = await readLocalToken(request.headers)
  return token && { userId: token.claims.sub }
}

async function find(request: Request | undefined): Promise<Session | Refusal> {
  const headers = request?.headers ?? (await headersOfPage())
  if (webConfig().signIn.kind === 'clerk') return readClerkSession(headers)
  const isRead = !request || request.method === 'GET' || request.method === 'HEAD'
  return readLocalSession(headers, { cached: isRead, allowExpiredToken: !request })
}

async function headersOfPage(): Promise<Headers> {
  const { headers } = await import('next/headers')
  return new Headers(await headers())
}
