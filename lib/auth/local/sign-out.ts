import { asPlatform } from '@/lib/db/principals'
import { isBearer } from '../bearer'
import { clearedSessionCookie, readSessionCookie } from '../cookies'
import { forgetLocalSession } from './read'
import { hashOf, readToken } from './token'

/** Ends the session of this browser for good, an expired token's too, and returns the cookie that clears it. */
export async function signOut(headers: Headers): Promise<string> {
  const cookie = isBearer(headers) ? null : readSessionCookie(headers)
  const token = cookie ? await readToken(cookie) : null
  if (token) {
    await asPlatform('local sign-in')((trx) =>
      trx.deleteFrom('platform.local_sessions').where('token_hash', '=', hashOf(token.claims.sid)).execute(),
    )
    forgetLocalSession(token.claims.sid)
  }
  return clearedSessionCookie()
}
