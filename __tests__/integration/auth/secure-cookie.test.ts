import { randomInt, randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import { GET as demoUsers } from '@/app/api/auth/demo-users/route'
import { POST as signIn } from '@/app/api/auth/sign-in/route'
import { GET as getUser } from '@/app/api/user/route'
import { asPlatform } from '@/lib/db/principals'
import type { Runtime } from '@/lib/runtime'
import { startTestRuntime } from '../../helpers/runtime'

const ORIGIN = 'https://app.example.com'
const email = `${randomUUID()}@example.com`
/** Limits of an earlier run are still counted in Redis. */
const newAddress = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`
let app: Runtime

beforeAll(async () => {
  app = startTestRuntime({ origin: ORIGIN, rateLimitFactor: 1 })
  const password_hash = await hash('correct horse')
  await asPlatform('test account')((trx) =>
    trx.insertInto('platform.local_users').values({ user_id: randomUUID(), email, password_hash }).execute(),
  )
})
afterAll(async () => {
  await asPlatform('test account')((trx) => trx.deleteFrom('platform.local_users').where('email', '=', email).execute())
  await app.close()
})

const attempt = (who: string, ip: string, password = 'wrong horse') =>
  signIn(
    new Request(`${ORIGIN}/api/auth/sign-in`, {
      method: 'POST',
      headers: { Origin: ORIGIN, 'Content-Type': 'application/json', 'X-Test-Ip': ip },
      body: JSON.stringify({ email: who, password }),
    }),
  )

test('on https the cookie is bound to the host and to TLS, and the loopback name is not read', async () => {
  const response = await attempt(email, newAddress(), 'correct horse')
  const cookie = response.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^__Host-session=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/)
  const value = cookie.slice('__Host-session='.length, cookie.indexOf(';'))
  const withName = (name: string) =>
    getUser(new Request(`${ORIGIN}/api/user`, { headers: { Cookie: `${name}=${value}`, 'X-Test-Ip': newAddress() } }))
  expect((await withName('__Host-session')).status).toBe(200)
  expect((await withName('sovereign_session')).status).toBe(401)
})

test('the demo logins do not exist unless they are shown', async () => {
  expect(
    (await demoUsers(new Request(`${ORIGIN}/api/auth/demo-users`, { headers: { 'X-Test-Ip': newAddress() } }))).status,
  ).toBe(404)
})

test('10 tries a minute from one address, whoever they are for', async () => {
  const address = newAddress()
  const statuses: number[] = []
  for (let i = 0; i < 12; i++) statuses.push((await attempt(`${randomUUID()}@example.com`, address)).status)
  expect(statuses).toEqual([...Array(10).fill(401), 429, 429])
})

test('10 tries a minute for one account, wherever they come from, the right password included', async () => {
  const victim = `${randomUUID()}@example.com`
  const all = await Promise.all(Array.from({ length: 14 }, () => attempt(victim, newAddress())))
  expect(all.filter(({ status }) => status === 401)).toHaveLength(10)
  const refused = all.find(({ status }) => status === 429)
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
})
