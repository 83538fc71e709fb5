import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { decodeJwt, importPKCS8, type JWTPayload, SignJWT } from 'jose'
import { cookieOf, startWorld, type World } from '../helpers/personas'
import { plantStack, send, show } from './call'
import { MATRIX, type Row } from './matrix'
import { openWitness, type Witness } from './witness'

let world: World
let witness: Witness
let serverKey: CryptoKey
const strangersKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const tokens: Record<string, string> = {}

const now = () => Math.floor(Date.now() / 1000)
const privatePem = () => world.state.app_env.LOCAL_SIGN_IN_PRIVATE_KEY ?? ''
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The same claims as a real token, signed by whoever, changed at will. */
const forge = (token: string, claims: JWTPayload = {}, key: CryptoKey | KeyObject = serverKey, alg = 'RS256') =>
  new SignJWT({ ...decodeJwt(token), ...claims }).setProtectedHeader({ alg, typ: 'JWT' }).sign(key)

beforeAll(async () => {
  world = await startWorld()
  witness = openWitness()
  plantStack(world)
  serverKey = await importPKCS8(privatePem(), 'RS256')
  for (const persona of ['owner', 'super_admin', 'stranger'] as const)
    tokens[persona] = (await world.signIn(persona, world.still)) ?? ''
}, 30_000)
afterAll(async () => {
  await witness.close()
  await world.close()
})

type Forgery = (good: string) => Promise<{ token?: string; headers?: Record<string, string> }>
const forged =
  (...change: [claims?: JWTPayload, key?: () => CryptoKey | KeyObject, alg?: string]): Forgery =>
  async (good) => ({ token: await forge(good, change[0], change[1]?.(), change[2]) })

const middleware = 'middleware:middleware:middleware:middleware:middleware'
const FORGERIES: Record<string, [Forgery, expected?: string]> = {
  'no proof': [async () => ({})],
  garbage: [async () => ({ token: 'not-a-token' })],
  'an expired token': [forged({ iat: now() - 1_000, nbf: now() - 1_000, exp: now() - 60 }), '401 TOKEN_EXPIRED'],
  'a session that is over': [forged({ ends: now() - 60 }), '401 TOKEN_EXPIRED'],
  'a token that is not valid yet': [forged({ nbf: now() + 600 })],
  'another key': [forged({}, () => strangersKey)],
  'another RSA algorithm': [forged({}, () => strangersKey, 'RS512')],
  'alg none': [async (good) => ({ token: `${part({ alg: 'none', typ: 'JWT' })}.${good.split('.')[1]}.` })],
  'HS256 with the public key as the secret': [
    async (good) => {
      const secret = createPublicKey(privatePem()).export({ type: 'spki', format: 'pem' })
      const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${good.split('.')[1]}`
      return { token: `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}` }
    },
  ],
  'another audience': [forged({ aud: 'https://evil.example.com' })],
  'another issuer': [forged({ iss: 'evil' })],
  'claims changed under the signature': [
    async (good) => {
      const [head, , signature] = good.split('.')
      return { token: `${head}.${part({ ...decodeJwt(good), exp: now() + 9_999 })}.${signature}` }
    },
  ],
  'someone else named as the subject of a session': [
    async (good) => ({ token: await forge(good, { sub: decodeJwt(tokens.stranger ?? '').sub ?? '' }) }),
  ],
  'a session id nobody has': [forged({ sid: 'A'.repeat(43) })],
  'a Bearer header beside a good cookie': [
    async (good) => ({ headers: { Authorization: 'Bearer nonsense', Cookie: cookieOf(good) } }),
  ],
  'the good token as a Bearer header': [async (good) => ({ headers: { Authorization: `Bearer ${good}` } })],
  'the good token in another cookie': [async (good) => ({ headers: { Cookie: `__session=${good}; session=${good}` } })],
  'x-middleware-subrequest': [async () => ({ headers: { 'x-middleware-subrequest': middleware } })],
  'x-middleware-next and a rewrite': [
    async () => ({ headers: { 'x-middleware-next': '1', 'x-middleware-rewrite': '/', 'x-nonce': 'a' } }),
  ],
  'an internal-looking caller': [
    async () => ({ headers: { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', 'x-user-id': 'owner' } }),
  ],
}

const isProtected = ([, { kind }]: [string, Row]) => kind === 'route' || kind === 'session' || kind === 'admin'
const guarded = Object.entries(MATRIX).filter(isProtected)

describe.each(guarded)('%s', (name, row) => {
  test.each(Object.entries(FORGERIES))('refuses %s', async (_, [forgery, expected = '401 UNAUTHORIZED']) => {
    const good = tokens[row.kind === 'admin' ? 'super_admin' : 'owner'] ?? ''
    const call = await row.call(world.still, world)
    const before = await witness.snapshot(world.still.workspace.id)
    const { token, headers } = await forgery(good)
    const request = { ...call, method: name.split(' ')[0] ?? '', headers: { ...call.headers, ...headers } }
    const reply = await send(world, request, token)
    expect(show(reply)).toBe(expected)
    const sentence = /^\{"data":null,"error":"[^"]+","code":"[A-Z_]+","request_id":"[0-9a-f-]{36}"\}$/
    expect(reply.text).toMatch(sentence)
    expect(await witness.snapshot(world.still.workspace.id)).toEqual(before)
  })
})

describe('a revoked session', () => {
  const me = (token: string) => send(world, { method: 'GET', path: '/api/user' }, token)
  const create = (token: string) => {
    const headers = { 'X-Workspace-Id': world.still.workspace.id }
    return send(world, { method: 'POST', path: '/api/campaigns', headers, body: { name: 'After' } }, token)
  }

  test('is refused at once after signing out, though its token has not run out', async () => {
    const token = (await world.signIn('owner', world.still)) ?? ''
    expect((await me(token)).status).toBe(200)
    await send(world, { method: 'POST', path: '/api/auth/sign-out' }, token)
    expect(show(await me(token))).toBe('401 UNAUTHORIZED')
    expect(show(await create(token))).toBe('401 UNAUTHORIZED')
  })

  test('whose row is gone can write nothing', async () => {
    const token = (await world.signIn('owner', world.still)) ?? ''
    expect((await me(token)).status).toBe(200)
    const { sub = '' } = decodeJwt(token)
    await witness.sql`delete from platform.local_sessions where user_id = ${sub}`
    expect(show(await create(token))).toBe('401 UNAUTHORIZED')
    tokens.owner = (await world.signIn('owner', world.still)) ?? ''
  })

  test('cannot be renewed', async () => {
    const token = (await world.signIn('owner', world.still)) ?? ''
    await send(world, { method: 'POST', path: '/api/auth/sign-out' }, token)
    expect(show(await send(world, { method: 'POST', path: '/api/auth/refresh' }, token))).toBe('401 UNAUTHORIZED')
  })
})

test('someone demoted or removed is refused on the next write', async () => {
  const { id, users } = world.still.workspace
  const token = (await world.signIn('admin', world.still)) ?? ''
  const remove = async () => {
    const campaign = await world.still.campaign()
    const path = `/api/campaigns/${campaign.id}`
    return send(world, { method: 'DELETE', path, headers: { 'X-Workspace-Id': id } }, token)
  }
  expect((await remove()).status).toBe(200)
  await witness.sql`update workspace_members set role = 'member' where workspace_id = ${id} and user_id = ${users.admin}`
  expect(show(await remove())).toBe('403 FORBIDDEN')
  await witness.sql`delete from workspace_members where workspace_id = ${id} and user_id = ${users.admin}`
  expect(show(await remove())).toBe('404 WORKSPACE_NOT_FOUND')
})

test('a wrong password and an unknown address are one answer', async () => {
  const trying = (email: string) =>
    send(world, { method: 'POST', path: '/api/auth/sign-in', body: { email, password: 'wrong password' } })
  const known = await trying(`owner@${world.still.workspace.slug}.example.com`)
  const unknown = await trying('nobody@example.com')
  expect([known, unknown].map(show)).toEqual(Array(2).fill('401 INVALID_CREDENTIALS'))
  expect(known.text.length).toBe(unknown.text.length)
})
