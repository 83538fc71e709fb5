import { createHmac, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import { decodeJwt, type JWTPayload, SignJWT } from 'jose'
import { POST as refresh } from '@/app/api/auth/refresh/route'
import { POST as signIn } from '@/app/api/auth/sign-in/route'
import { POST as signOut } from '@/app/api/auth/sign-out/route'
import { GET as getDocument } from '@/app/api/openapi.json/route'
import { GET as getUser } from '@/app/api/user/route'
import { asPlatform } from '@/lib/db/principals'
import type { Runtime } from '@/lib/runtime'
import { startTestRuntime } from '../../helpers/runtime'

const ORIGIN = 'http://127.0.0.1:3000'
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const privateKeyPem = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const email = `${randomUUID()}@example.com`
const password = 'correct horse battery'
const userId = randomUUID()
let app: Runtime

beforeAll(async () => {
  app = startTestRuntime({ signIn: { kind: 'local', privateKeyPem, showDemoUsers: false } })
  const password_hash = await hash(password)
  await asPlatform('test account')((trx) =>
    trx.insertInto('platform.local_users').values({ user_id: userId, email, name: 'Ada', password_hash }).execute(),
  )
})
afterAll(async () => {
  await asPlatform('test account')((trx) =>
    trx.deleteFrom('platform.local_users').where('user_id', '=', userId).execute(),
  )
  await app.close()
})

const post = (body: unknown, headers: Record<string, string> = {}) =>
  new Request(`${ORIGIN}/api/auth`, {
    method: 'POST',
    headers: { Origin: ORIGIN, 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const userOf = (token: string) =>
  getUser(new Request(`${ORIGIN}/api/user`, { headers: { Cookie: `other=1; sovereign_session=${token}` } }))
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code
const tokenIn = (response: Response) => /sovereign_session=([^;]*)/.exec(response.headers.get('set-cookie') ?? '')?.[1]

async function signedIn(): Promise<string> {
  const response = await signIn(post({ email, password }))
  expect(response.status).toBe(200)
  return tokenIn(response) ?? ''
}

type Forgery = { key?: typeof keys.privateKey; alg?: string; claims?: JWTPayload }
const forge = async (token: string, { key = keys.privateKey, alg = 'RS256', claims = {} }: Forgery) =>
  new SignJWT({ ...decodeJwt(token), ...claims }).setProtectedHeader({ alg }).sign(key)
const now = () => Math.floor(Date.now() / 1000)

describe('signing in', () => {
  test('sets a cookie that scripts cannot read and that other sites cannot send along', async () => {
    const response = await signIn(post({ email: email.toUpperCase(), password }))
    expect(response.headers.get('set-cookie')).toMatch(
      /^sovereign_session=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604(800|799)$/,
    )
    const me = await userOf(tokenIn(response) ?? '')
    expect(await me.json()).toMatchObject({
      data: { id: userId, email, name: 'Ada', sign_in: 'local', workspaces: [] },
    })
  })

  test('the database keeps a hash of the session, never what the cookie carries', async () => {
    const { sid } = decodeJwt<{ sid: string }>(await signedIn())
    const rows = await asPlatform('test account')((trx) =>
      trx.selectFrom('platform.local_sessions').selectAll().where('user_id', '=', userId).execute(),
    )
    expect(rows.length).toBeGreaterThan(0)
    expect(
      JSON.stringify(rows.map((row) => ({ ...row, token_hash: row.token_hash.toString('base64url') }))),
    ).not.toContain(sid)
  })

  test('an unknown address and a wrong password are one answer, in equal time', async () => {
    const timed = async (who: string) => {
      const startedAt = performance.now()
      const response = await signIn(post({ email: who, password: 'wrong horse battery' }))
      const elapsed = performance.now() - startedAt
      const { request_id: _, ...body } = (await response.json()) as Record<string, unknown>
      return { status: response.status, body, elapsed }
    }
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 15; round++) {
      const [a, b] = [await timed(email), await timed(`${randomUUID()}@example.com`)]
      expect({ status: a.status, body: a.body }).toEqual({ status: b.status, body: b.body })
      known.push(a.elapsed)
      unknown.push(b.elapsed)
    }
    const median = (values: number[]) => values.sort((x, y) => x - y)[7] ?? 0
    // Without the second look at a hash an unknown address answers ten times faster.
    const ratio = median(unknown) / median(known)
    expect(ratio).toBeGreaterThan(0.7)
    expect(ratio).toBeLessThan(1.4)
  })

  test.each([
    ['without an origin', { Origin: '' }, 'ORIGIN_MISMATCH'],
    ['from another site', { Origin: 'https://evil.example.com' }, 'ORIGIN_MISMATCH'],
    [
      'from another site that claims to be ours',
      { Origin: 'https://evil.example.com', 'Sec-Fetch-Site': 'same-origin' },
      'ORIGIN_MISMATCH',
    ],
    ['from a sandboxed frame', { Origin: 'null' }, 'ORIGIN_MISMATCH'],
    [
      'from another port of this machine',
      { Origin: 'http://127.0.0.1:3001', 'Sec-Fetch-Site': 'same-site' },
      'ORIGIN_MISMATCH',
    ],
    ['as a form', { 'Content-Type': 'text/plain' }, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('is refused %s', async (_, headers, code) => {
    const response = await signIn(post({ email, password }, headers))
    expect(await codeOf(response)).toBe(code)
    expect(response.headers.get('set-cookie')).toBeNull()
  })

  test('works on localhost when the application calls itself 127.0.0.1', async () => {
    const headers = { Origin: 'http://localhost:3000', 'Sec-Fetch-Site': 'same-origin' }
    expect((await signIn(post({ email, password }, headers))).status).toBe(200)
  })
})

describe('a session token', () => {
  test.each<[string, Forgery]>([
    ['signed by another key', { key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey }],
    ['with another RSA algorithm', { alg: 'PS256' }],
    ['for another origin', { claims: { aud: 'https://elsewhere.example.com' } }],
    ['from another issuer', { claims: { iss: 'someone' } }],
    ['not valid yet', { claims: { nbf: now() + 600 } }],
    ['naming another person', { claims: { sub: randomUUID() } }],
    ['naming another session', { claims: { sid: 'A'.repeat(43) } }],
    ['without an end', { claims: { ends: undefined } }],
  ])('is refused when %s', async (_, forgery) => {
    expect(await codeOf(await userOf(await forge(await signedIn(), forgery)))).toBe('UNAUTHORIZED')
  })

  test('is refused unsigned, and signed with our public key as a shared secret', async () => {
    const [, payload] = (await signedIn()).split('.')
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const unsigned = `${part({ alg: 'none' })}.${payload}.`
    const publicPem = createPublicKey(keys.privateKey).export({ type: 'spki', format: 'pem' })
    const head = `${part({ alg: 'HS256', typ: 'JWT' })}.${payload}`
    const swapped = `${head}.${createHmac('sha256', publicPem).update(head).digest('base64url')}`
    for (const token of [unsigned, swapped]) expect(await codeOf(await userOf(token))).toBe('UNAUTHORIZED')
  })

  test('is not looked for when the caller brings a Bearer token', async () => {
    const headers = { Cookie: `sovereign_session=${await signedIn()}`, Authorization: 'Bearer something' }
    const response = await getUser(new Request(`${ORIGIN}/api/user`, { headers }))
    expect(response.status).toBe(401)
  })

  test('is replaced by a newer one on the way when older than 5 minutes', async () => {
    const token = await signedIn()
    expect(tokenIn(await userOf(token))).toBeUndefined()
    const older = await forge(token, { claims: { iat: now() - 301, nbf: now() - 301, exp: now() + 599 } })
    const newer = tokenIn(await userOf(older)) ?? ''
    expect(decodeJwt(newer).exp).toBeGreaterThan(now() + 890)
    expect((await userOf(newer)).status).toBe(200)
  })

  test('is on no answer that a cache may keep for others', async () => {
    const token = await signedIn()
    const older = await forge(token, { claims: { iat: now() - 301, nbf: now() - 301, exp: now() + 599 } })
    const Cookie = `sovereign_session=${older}`
    const shared = await getDocument(new Request(`${ORIGIN}/api/openapi.json`, { headers: { Cookie } }))
    expect([shared.status, shared.headers.get('cache-control')]).toEqual([200, 'public, max-age=300'])
    expect(shared.headers.get('set-cookie')).toBeNull()
  })

  test('past its 15 minutes is refused as expired, and renewed once the browser asks', async () => {
    const token = await signedIn()
    const old = await forge(token, { claims: { iat: now() - 901, nbf: now() - 901, exp: now() - 1 } })
    expect(await codeOf(await userOf(old))).toBe('TOKEN_EXPIRED')
    const renewed = tokenIn(await refresh(post({}, { Cookie: `sovereign_session=${old}` }))) ?? ''
    expect((await userOf(renewed)).status).toBe(200)
  })

  test('is not renewed for another site', async () => {
    const headers = { Cookie: `sovereign_session=${await signedIn()}`, Origin: 'https://evil.example.com' }
    expect(await codeOf(await refresh(post({}, headers)))).toBe('ORIGIN_MISMATCH')
  })

  test('dies with its session, whose end no token can move', async () => {
    const token = await signedIn()
    await asPlatform('test account')((trx) =>
      trx
        .updateTable('platform.local_sessions')
        .set({ expires_at: new Date().toISOString() })
        .where('user_id', '=', userId)
        .execute(),
    )
    expect(await codeOf(await userOf(token))).toBe('UNAUTHORIZED')
    expect(await codeOf(await refresh(post({}, { Cookie: `sovereign_session=${token}` })))).toBe('UNAUTHORIZED')
    const over = await forge(token, { claims: { ends: now() - 1 } })
    expect(await codeOf(await userOf(over))).toBe('TOKEN_EXPIRED')
  })
})

describe('signing out', () => {
  test('ends the session for every copy of its cookie, at once', async () => {
    const token = await signedIn()
    expect((await userOf(token)).status).toBe(200)
    const response = await signOut(post({}, { Cookie: `sovereign_session=${token}` }))
    expect(response.headers.get('set-cookie')).toMatch(/^sovereign_session=; .*Max-Age=0/)
    expect(await codeOf(await userOf(token))).toBe('UNAUTHORIZED')
    expect(await codeOf(await refresh(post({}, { Cookie: `sovereign_session=${token}` })))).toBe('UNAUTHORIZED')
  })

  test('leaves the person signed in elsewhere', async () => {
    const [here, there] = [await signedIn(), await signedIn()]
    await signOut(post({}, { Cookie: `sovereign_session=${here}` }))
    expect((await userOf(there)).status).toBe(200)
  })

  test('cannot be done by another site', async () => {
    const token = await signedIn()
    const headers = { Cookie: `sovereign_session=${token}`, Origin: 'https://evil.example.com' }
    expect(await codeOf(await signOut(post({}, headers)))).toBe('ORIGIN_MISMATCH')
    expect((await userOf(token)).status).toBe(200)
  })
})
