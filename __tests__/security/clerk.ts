import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { type JWTPayload, SignJWT } from 'jose'
import { GET as getUser } from '@/app/api/user/route'
import type { Runtime } from '@/lib/runtime'
import { startTestRuntime } from '../helpers/runtime'

export const ORIGIN = 'https://app.example.com'
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const publicPem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()
export const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`

/** For the length of a suite people sign in through Clerk, whose keys are these. */
export function withClerk(): void {
  let app: Runtime
  beforeAll(() => {
    const signIn = { kind: 'clerk' as const, jwtKey: publicPem, authorizedParties: [ORIGIN], webhookSecret }
    app = startTestRuntime({ origin: ORIGIN, signIn })
  })
  afterAll(() => app.close())
}

export const now = () => Math.floor(Date.now() / 1000)
export const newUserId = () => `user_${randomUUID().replaceAll('-', '')}`

export type Token = { claims?: JWTPayload; key?: typeof keys.privateKey; alg?: string }
/** A session token as Clerk issues it: 60 s, for one origin. */
export const tokenFor = (sub: string, { claims = {}, key = keys.privateKey, alg = 'RS256' }: Token = {}) =>
  new SignJWT({
    azp: ORIGIN,
    sid: 'sess_1',
    iss: 'https://clerk.example.com',
    iat: now(),
    nbf: now() - 10,
    exp: now() + 60,
    sub,
    ...claims,
  })
    .setProtectedHeader({ alg, kid: 'ins_test', typ: 'JWT' })
    .sign(key)

export const withBearer = (token: string) =>
  getUser(new Request(`${ORIGIN}/api/user`, { headers: { Authorization: `Bearer ${token}` } }))
export const codeOf = async (response: Response) =>
  `${response.status} ${((await response.json()) as { code: string }).code}`
