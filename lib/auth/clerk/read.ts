import { verifyToken } from '@clerk/nextjs/server'
import { asUser } from '@/lib/db/principals'
import { type ClerkSignInConfig, runtime, webConfig } from '@/lib/runtime'
import { readBearer } from '../bearer'
import { CLERK_COOKIE } from '../cookie-names'
import { readCookie } from '../cookies'
import { processCache } from '../process-cache'
import type { Refusal, Session } from '../session'

type Profile = { email: string; name: string | null; deleted: boolean }
const profiles = processCache<Profile>('clerk-profiles', 10_000)

/**
 * The person behind a Clerk session token (Bearer first, else the `__session` cookie), verified without the network by
 * Clerk's own code. A deleted person's last token, good for up to a minute, is refused here.
 */
export async function readClerkSession(headers: Headers): Promise<Session | Refusal> {
  const token = readBearer(headers) ?? readCookie(headers, CLERK_COOKIE)
  if (!token) return 'anonymous'
  const userId = await verifiedSubject(token)
  if (userId === 'anonymous' || userId === 'expired') return userId
  const profile = await profileOf(userId)
  if (profile.deleted) return 'anonymous'
  return {
    userId,
    email: profile.email,
    name: profile.name,
    kind: 'clerk',
    superAdmin: runtime().config.superAdminIds.includes(userId),
  }
}

async function verifiedSubject(token: string): Promise<string> {
  const { jwtKey, authorizedParties } = clerkConfig()
  // Clerk's code takes an empty list for no restriction.
  if (authorizedParties.length === 0) return 'anonymous'
  try {
    const claims = await verifyToken(token, { jwtKey, authorizedParties })
    // Only a session token has a session; a token made from a JWT template, or one awaiting a step, is not a sign-in.
    if (!claims.sid || claims.sts === 'pending') return 'anonymous'
    return claims.sub
  } catch (error) {
    return isExpiry(error) ? 'expired' : 'anonymous'
  }
}

const isExpiry = (error: unknown): boolean =>
  error instanceof Error && 'reason' in error && error.reason === 'token-expired'

async function profileOf(userId: string): Promise<Profile> {
  const known = profiles.get(userId)
  if (known) return known
  const row = await asUser({ userId })((trx) =>
    trx
      .selectFrom('user_settings')
      .select(['email', 'name', 'deleted_at'])
      .where('user_id', '=', userId)
      .executeTakeFirst(),
  )
  // The webhook that brings the profile may still be on its way.
  const profile = { email: row?.email ?? '', name: row?.name ?? null, deleted: !!row?.deleted_at }
  if (row) profiles.set(userId, profile)
  return profile
}

export const forgetClerkProfile = (userId: string): void => profiles.forget((key) => key === userId)

function clerkConfig(): ClerkSignInConfig {
  const { signIn } = webConfig()
  if (signIn.kind !== 'clerk') throw new Error('Clerk sign-in is off')
  return signIn
}
