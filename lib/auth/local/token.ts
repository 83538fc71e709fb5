import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { webConfig } from '@/lib/runtime'
import { processCache } from '../process-cache'
import { requireLocalSignIn } from './config'

/**
 * The local sign-in's JWT: RS256, 15 minutes, names the person and a random session id whose hash is a row in
 * platform.local_sessions. The row decides whether the session lives; the token only says which one it is.
 */
const TOKEN_SECONDS = 15 * 60
const REISSUE_AFTER_SECONDS = 5 * 60
const ISSUER = 'sovereign'

const Claims = z.object({
  sub: z.string().min(1),
  sid: z.string().length(43),
  ends: z.int(),
  iat: z.int(),
  exp: z.int(),
  nbf: z.int(),
})
/** `ends`: Unix seconds at which the session itself is over, whatever the token says. */
export type LocalClaims = z.infer<typeof Claims>
export type ReadToken = { claims: LocalClaims; expired: boolean }

const keys = new Map<string, { privateKey: KeyObject; publicKey: KeyObject }>()

function keyPair() {
  const { privateKeyPem } = requireLocalSignIn()
  const known = keys.get(privateKeyPem)
  if (known) return known
  const privateKey = createPrivateKey(privateKeyPem)
  const pair = { privateKey, publicKey: createPublicKey(privateKey) }
  keys.set(privateKeyPem, pair)
  return pair
}

export const newSessionId = (): string => randomBytes(32).toString('base64url')
export const hashOf = (sessionId: string): Buffer => createHash('sha256').update(sessionId).digest()

/** A fresh token for a session, never outliving it. */
export function issueToken(session: { userId: string; sid: string; endsAt: Date }): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const ends = Math.floor(session.endsAt.getTime() / 1000)
  return new SignJWT({ sid: session.sid, ends })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(ISSUER)
    .setAudience(webConfig().origin)
    .setSubject(session.userId)
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(Math.min(now + TOKEN_SECONDS, ends))
    .sign(keyPair().privateKey)
}

/** Tokens whose signature held: it will hold again, so only their time is looked at. */
const verified = processCache<LocalClaims>('local-tokens', TOKEN_SECONDS * 1000)

/** What a token says, if we signed it for this origin; null for anything else. An expired one is said to be so. */
export async function readToken(token: string): Promise<ReadToken | null> {
  const known = verified.get(token)
  if (known && known.exp * 1000 > Date.now()) return { claims: known, expired: false }
  const read = await verify(token)
  if (read && !read.expired) verified.set(token, read.claims)
  return read
}

async function verify(token: string): Promise<ReadToken | null> {
  try {
    const { payload } = await jwtVerify(token, keyPair().publicKey, {
      algorithms: ['RS256'],
      issuer: ISSUER,
      audience: webConfig().origin,
      requiredClaims: ['sub', 'exp', 'nbf', 'iat'],
    })
    return accept(payload, false)
  } catch (error) {
    // Thrown only after signature, issuer and audience held.
    return error instanceof errors.JWTExpired ? accept(error.payload, true) : null
  }
}

function accept(payload: unknown, expired: boolean): ReadToken | null {
  const claims = Claims.safeParse(payload)
  return claims.success ? { claims: claims.data, expired } : null
}

export const isDueForReissue = (claims: LocalClaims): boolean => Date.now() / 1000 - claims.iat > REISSUE_AFTER_SECONDS
