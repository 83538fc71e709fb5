import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { runtime } from '@/lib/runtime'
import { isBearer } from '../bearer'
import { readSessionCookie } from '../cookies'
import { processCache } from '../process-cache'
import type { Refusal, Session } from '../session'
import { hashOf, type LocalClaims, type ReadToken, readToken } from './token'

type ReadOptions = {
  /** A read may trust this process's memory for 10 s; a write asks the database. */
  cached: boolean
  /** Rendering a page cannot set a cookie, so it takes an old token of a living session; the API never does. */
  allowExpiredToken: boolean
}

const sessions = processCache<Session>('local-sessions', 10_000)

/** The person behind the local cookie, or why not. A signed-out or ended session is as good as none. */
export async function readLocalSession(headers: Headers, options: ReadOptions): Promise<Session | Refusal> {
  const token = await readLocalToken(headers)
  if (!token) return 'anonymous'
  if (token.expired && !options.allowExpiredToken) return 'expired'
  if (token.claims.ends * 1000 <= Date.now()) return 'expired'
  return (await findLocalSession(token.claims, options.cached)) ?? 'anonymous'
}

/** What the local cookie says, if we signed it: whose it claims to be, not yet that its session lives. */
export async function readLocalToken(headers: Headers): Promise<ReadToken | null> {
  const cookie = isBearer(headers) ? null : readSessionCookie(headers)
  return cookie ? readToken(cookie) : null
}

/** The living session a verified token names, or null. */
export async function findLocalSession(claims: LocalClaims, cached = false): Promise<Session | null> {
  const known = cached ? sessions.get(claims.sid) : undefined
  if (known) return known
  type Row = { user_id: string; email: string; name: string | null; expires_at: string }
  const [[row]] = await asPlatform('local sign-in').read(sql<Row>`select u.user_id, u.email, u.name, s.expires_at
    from platform.local_sessions s join platform.local_users u on u.user_id = s.user_id
    where s.token_hash = ${hashOf(claims.sid)} and s.user_id = ${claims.sub}`)
  if (!row || Date.parse(row.expires_at) <= Date.now()) return null
  const session: Session = {
    userId: row.user_id,
    email: row.email,
    name: row.name,
    kind: 'local',
    superAdmin: runtime().config.superAdminIds.includes(row.user_id),
  }
  sessions.set(claims.sid, session)
  return session
}

export const forgetLocalSession = (sid: string): void => sessions.forget((key) => key === sid)
