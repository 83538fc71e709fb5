import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { logFolder } from '@/local/paths'
import { startWorld, type World } from '../helpers/personas'
import { plantStack, send, show } from './call'
import { createWebhookKey, signDelivery } from './deliveries'

/** Secrets go in, in good and in broken requests; no answer (checked by `send`) and no log line of the stack shows one. */
let world: World
const marker = `MARKER-${randomUUID()}`

beforeAll(async () => {
  world = await startWorld()
  plantStack(world)
}, 30_000)
afterAll(() => world.close())

const logs = (): [string, string][] =>
  readdirSync(logFolder).map((file) => [file, readFileSync(join(logFolder, file), 'utf8')])

/** A change of what the engine is: whoever calls it next gets this. */
const asOwner = async (call: { method: string; path: string; body?: unknown; headers?: Record<string, string> }) => {
  const headers = { 'X-Workspace-Id': world.live.workspace.id, ...call.headers }
  return send(world, { ...call, headers }, await world.signIn('owner', world.live))
}

test('no answer and no log shows a key, a password, a token or a signature', async () => {
  const key = await createWebhookKey({ workspaceId: world.live.workspace.id })
  const { id } = await world.live.campaign()
  const token = (await world.signIn('owner', world.live)) ?? ''
  const signed = signDelivery(JSON.stringify({ broken: marker }), key)

  expect(
    (await asOwner({ method: 'POST', path: `/api/campaigns/${id}/toggle`, body: { action: 'activate' } })).status,
  ).toBe(200)
  const wrong = { email: 'owner@example.com', password: marker }
  expect(show(await send(world, { method: 'POST', path: '/api/auth/sign-in', body: wrong }))).toBe(
    '401 INVALID_CREDENTIALS',
  )
  expect(show(await send(world, { method: 'POST', ...signed }))).toBe('400 INVALID_INPUT')
  const headers = {
    Authorization: `Bearer ${marker}`,
    Cookie: `sovereign_session=${marker}`,
    'webhook-signature': marker,
  }
  for (const path of [
    '/api/user',
    `/api/campaigns/${id}`,
    '/api/cron/sync-campaigns',
    `/api/campaigns/${id}?token=${marker}`,
  ])
    expect((await send(world, { method: 'GET', path, headers })).status).toBe(401)
  await asOwner({ method: 'POST', path: '/api/campaigns', body: { name: 'x', password: marker, [marker]: 1 } }).then(
    (reply) => expect(reply.text).not.toContain('"password":"MARKER'),
  )
  await asOwner({ method: 'GET', path: `/api/sync?secret=${marker}`, headers: { 'X-Api-Key': marker } })

  const { state, engineKey, password } = world
  const {
    CRON_SECRET = '',
    LOCAL_SIGN_IN_PRIVATE_KEY = '',
    VAULT_KEYS = '',
    DATABASE_URL = '',
    REDIS_URL = '',
  } = state.app_env
  const secrets: Record<string, string> = {
    'the marker': marker,
    'the webhook key': key.secret.slice('whsec_'.length),
    'its signature': signed.headers['webhook-signature'],
    'a session token': token,
    "the fake engine's key": engineKey,
    'a password': password,
    "n8n's key": state.n8n_api_key,
    "n8n's password": state.n8n_owner.password,
    'the cron secret': CRON_SECRET,
    'the private key': LOCAL_SIGN_IN_PRIVATE_KEY.split('\n')[1] ?? '',
    'the vault key': /"1":"([^"]+)"/.exec(VAULT_KEYS)?.[1] ?? '',
    'the database password': new URL(DATABASE_URL).password,
    'the redis password': new URL(REDIS_URL).password,
    "the owner's database password": new URL(state.postgres_url).password,
    'a workspace secret': Object.values(state.webhook_secrets)[0]?.slice('whsec_'.length) ?? '',
  }
  for (const [what, secret] of Object.entries(secrets)) expect([what, secret.length > 15]).toEqual([what, true])
  const shown = logs().flatMap(([file, text]) =>
    Object.entries(secrets).flatMap(([what, secret]) => (text.includes(secret) ? [`${what} in ${file}`] : [])),
  )
  expect(shown).toEqual([])
})

test('the logs were written to meanwhile, and carry request ids', () => {
  const web = logs().find(([file]) => file === 'web.log')?.[1] ?? ''
  expect(web.split('\n').filter((line) => line.includes('"msg":"request"')).length).toBeGreaterThan(5)
  expect(web).toMatch(/"request_id":"[0-9a-f-]{36}"/)
})

test('no answer carries the engine key even where the engine is described', async () => {
  for (const path of ['/api/campaigns', '/api/sync', '/api/user', '/api/workspaces']) {
    const { text } = await asOwner({ method: 'GET', path })
    expect(text).not.toMatch(/api_key|ciphertext|password|secret|nonce/i)
  }
  const token = await world.signIn('super_admin', world.live)
  for (const path of ['/api/admin/sync', '/api/admin/dead-letters?limit=100']) {
    const { text } = await send(world, { method: 'GET', path }, token)
    expect(text).not.toMatch(/ciphertext|password_hash|whsec_/i)
  }
})
