import { createHmac, generateKeyPairSync } from 'node:crypto'
import { GET as demoUsers } from '@/app/api/auth/demo-users/route'
import { POST as signIn } from '@/app/api/auth/sign-in/route'
import { GET as getUser } from '@/app/api/user/route'
import { codeOf, newUserId, now, ORIGIN, publicPem, type Token, tokenFor, withBearer, withClerk } from './clerk'

withClerk()

const withCookie = (token: string) =>
  getUser(new Request(`${ORIGIN}/api/user`, { headers: { Cookie: `__session=${token}` } }))

describe('a Clerk session token', () => {
  test('signs in, by header and by cookie', async () => {
    const userId = newUserId()
    const token = await tokenFor(userId)
    for (const response of [await withBearer(token), await withCookie(token)]) {
      expect(response.status).toBe(200)
      expect(await response.json()).toMatchObject({ data: { id: userId, sign_in: 'clerk', super_admin: false } })
    }
  })

  test.each<[string, Token, string]>([
    ['expired', { claims: { iat: now() - 120, nbf: now() - 130, exp: now() - 60 } }, '401 TOKEN_EXPIRED'],
    ['not valid yet', { claims: { nbf: now() + 600 } }, '401 UNAUTHORIZED'],
    ['issued in the future', { claims: { iat: now() + 600 } }, '401 UNAUTHORIZED'],
    ['made for another application', { claims: { azp: 'https://evil.example.com' } }, '401 UNAUTHORIZED'],
    ['made for no application', { claims: { azp: undefined } }, '401 UNAUTHORIZED'],
    [
      'signed by another key',
      { key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey },
      '401 UNAUTHORIZED',
    ],
    ['signed by another RSA algorithm', { alg: 'RS512' }, '401 UNAUTHORIZED'],
    ['not of a session but of a template', { claims: { sid: undefined } }, '401 UNAUTHORIZED'],
    ['of a sign-in with a step to go', { claims: { sts: 'pending' } }, '401 UNAUTHORIZED'],
  ])('is refused when %s', async (_, forgery, refusal) => {
    const token = await tokenFor(newUserId(), forgery)
    expect(await codeOf(await withBearer(token))).toBe(refusal)
    expect(await codeOf(await withCookie(token))).toBe(refusal)
  })

  test('is refused unsigned, signed with the public key as a shared secret, cut, and changed', async () => {
    const token = await tokenFor(newUserId())
    const [head = '', payload = '', signature = ''] = token.split('.')
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const hs256 = `${part({ alg: 'HS256', kid: 'ins_test', typ: 'JWT' })}.${payload}`
    const other = part({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), sub: 'user_other' })
    const forgeries = [
      `${part({ alg: 'none', kid: 'ins_test', typ: 'JWT' })}.${payload}.`,
      `${hs256}.${createHmac('sha256', publicPem).update(hs256).digest('base64url')}`,
      `${head}.${other}.${signature}`,
      `${head}.${payload}`,
      `${head}.${payload}.${signature.slice(0, -4)}`,
      'not.a.token',
      'null.null.null',
    ]
    for (const forgery of forgeries) expect(await codeOf(await withBearer(forgery))).toBe('401 UNAUTHORIZED')
  })

  test('of a bad header is not saved by a good cookie', async () => {
    const headers = { Authorization: 'Bearer nonsense', Cookie: `__session=${await tokenFor(newUserId())}` }
    expect((await getUser(new Request(`${ORIGIN}/api/user`, { headers }))).status).toBe(401)
  })

  test('makes a super admin only of the ids the server was started with', async () => {
    const admin = await withBearer(await tokenFor('super-admin', { claims: { super_admin: true } }))
    expect(await admin.json()).toMatchObject({ data: { super_admin: true, workspaces: [] } })
    const claimed = await withBearer(await tokenFor(newUserId(), { claims: { super_admin: true, role: 'owner' } }))
    expect(await claimed.json()).toMatchObject({ data: { super_admin: false } })
  })
})

test('with Clerk on, the local sign-in does not exist', async () => {
  const body = JSON.stringify({ email: 'owner@example.com', password: 'correct horse' })
  const headers = { Origin: ORIGIN, 'Content-Type': 'application/json' }
  expect((await signIn(new Request(`${ORIGIN}/api/auth/sign-in`, { method: 'POST', headers, body }))).status).toBe(404)
  expect((await demoUsers(new Request(`${ORIGIN}/api/auth/demo-users`))).status).toBe(404)
})
