import { AppError } from '@/lib/api/errors'
import { asPlatform } from '@/lib/db/principals'
import { webConfig } from '@/lib/runtime'
import { sessionCookie } from '../cookies'
import { findLocalSession, readLocalToken } from './read'
import { hashOf, isDueForReissue, issueToken, type LocalClaims } from './token'

const freshCookie = async (claims: LocalClaims): Promise<string> => {
  const endsAt = new Date(claims.ends * 1000)
  return sessionCookie(await issueToken({ userId: claims.sub, sid: claims.sid, endsAt }), endsAt)
}

/** A new token for a living session whose token ran out. Throws UNAUTHORIZED, or TOKEN_EXPIRED when the session is over. */
export async function refreshSession(headers: Headers): Promise<string> {
  const token = await readLocalToken(headers)
  if (!token) throw new AppError('UNAUTHORIZED')
  if (token.claims.ends * 1000 <= Date.now()) throw new AppError('TOKEN_EXPIRED')
  if (!(await findLocalSession(token.claims))) throw new AppError('UNAUTHORIZED')
  await asPlatform('local sign-in')((trx) =>
    trx
      .updateTable('platform.local_sessions')
      .set({ rotated_at: new Date().toISOString() })
      .where('token_hash', '=', hashOf(token.claims.sid))
      .execute(),
  )
  return freshCookie(token.claims)
}

/** Puts a newer token on a good answer to a signed-in browser whose token is older than 5 min; work keeps one signed in. */
export async function renewCookie(request: Request, response: Response): Promise<void> {
  // What others may be given from a cache carries nobody's session.
  const isShared = response.headers.get('cache-control')?.startsWith('public')
  if (!response.ok || isShared || response.headers.has('set-cookie') || webConfig().signIn.kind !== 'local') return
  const token = await readLocalToken(request.headers)
  if (token && !token.expired && isDueForReissue(token.claims)) {
    response.headers.append('Set-Cookie', await freshCookie(token.claims))
  }
}
