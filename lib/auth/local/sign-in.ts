import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import { verify } from '@node-rs/argon2'
import type { Logger } from 'pino'
import { z } from 'zod'
import { AppError } from '@/lib/api/errors'
import { countCall } from '@/lib/api/rate-limit'
import { asPlatform } from '@/lib/db/principals'
import type { SignInInput } from '@/lib/members/schemas'
import { sessionCookie } from '../cookies'
import { hashOf, issueToken, newSessionId } from './token'

export const SESSION_DAYS = 7
// Of a random password nobody kept, with the parameters of every real one: an unknown address costs the same time.
const NOBODYS_HASH = '$argon2id$v=19$m=19456,t=2,p=1$AM9nDizj89InvhlJqEE4Nw$LU6c1jCJb5Jb4txNjHnsKwaH1vXWnLAY7d30Cq87ihg'

type Caller = { ip: string; userAgent: string | null; log: Logger }
export const SignedInUser = z.object({ id: z.string(), email: z.string(), name: z.string().nullable() })
type SignedIn = { user: z.infer<typeof SignedInUser>; cookie: string }

/**
 * Opens a session of at most 7 days for an email and password. Throws INVALID_CREDENTIALS, the same for an unknown address and
 * a wrong password; RATE_LIMIT_EXCEEDED past 10 tries a minute for one address.
 */
export async function signIn(input: SignInInput, caller: Caller): Promise<SignedIn> {
  const email = input.email.toLowerCase()
  await countCall('auth', `email:${createHash('sha256').update(email).digest('base64url')}`)
  const user = await asPlatform('local sign-in')((trx) =>
    trx
      .selectFrom('platform.local_users')
      .select(['user_id', 'email', 'name', 'password_hash'])
      .where('email', '=', email)
      .executeTakeFirst(),
  )
  const isRight = await verify(user?.password_hash ?? NOBODYS_HASH, input.password)
  if (!user || !isRight) {
    caller.log.warn({ ip: caller.ip }, 'sign_in_refused')
    throw new AppError('INVALID_CREDENTIALS')
  }
  const cookie = await openSession(user.user_id, caller)
  caller.log.info({ user_id: user.user_id, ip: caller.ip }, 'signed_in')
  return { user: { id: user.user_id, email: user.email, name: user.name }, cookie }
}

async function openSession(userId: string, caller: Caller): Promise<string> {
  const sid = newSessionId()
  const endsAt = new Date(Date.now() + SESSION_DAYS * 86_400_000)
  await asPlatform('local sign-in')(async (trx) => {
    await trx.deleteFrom('platform.local_sessions').where('expires_at', '<', new Date().toISOString()).execute()
    await trx
      .insertInto('platform.local_sessions')
      .values({
        token_hash: hashOf(sid),
        user_id: userId,
        expires_at: endsAt.toISOString(),
        ip: isIP(caller.ip) ? caller.ip : null,
        user_agent: caller.userAgent?.slice(0, 500) ?? null,
      })
      .execute()
  })
  return sessionCookie(await issueToken({ userId, sid, endsAt }), endsAt)
}
