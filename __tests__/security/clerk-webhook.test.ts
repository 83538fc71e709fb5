import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { Webhook } from 'svix'
import { POST as clerkWebhook } from '@/app/api/webhooks/clerk/route'
import { asPlatform } from '@/lib/db/principals'
import { codeOf, newUserId, now, ORIGIN, tokenFor, webhookSecret, withBearer, withClerk } from './clerk'

withClerk()
// Of its own: other suites count calls of the common one against other limits.
const ip = `198.51.100.${randomInt(1, 255)}`

type Delivery = {
  id?: string
  at?: Date
  secret?: string
  headers?: Record<string, string>
  tamper?: (body: string) => string
}
function deliver(
  event: unknown,
  { id = `msg_${randomUUID()}`, at = new Date(), secret = webhookSecret, headers = {}, tamper }: Delivery = {},
) {
  const body = typeof event === 'string' ? event : JSON.stringify(event)
  const signature = new Webhook(secret).sign(id, at, body)
  return clerkWebhook(
    new Request(`${ORIGIN}/api/webhooks/clerk`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'svix-id': id,
        'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
        'svix-signature': signature,
        'x-test-ip': ip,
        ...headers,
      },
      body: tamper ? tamper(body) : body,
    }),
  )
}

const userEvent = (
  type: string,
  id: string,
  { name = 'Ada Lovelace', updated_at = Date.now(), email = `${id}@Example.com` } = {},
) => ({
  type,
  object: 'event',
  data: {
    id,
    object: 'user',
    first_name: name.split(' ')[0],
    last_name: name.split(' ')[1] ?? null,
    image_url: 'https://img.clerk.com/a',
    primary_email_address_id: 'idn_1',
    email_addresses: [
      { id: 'idn_0', email_address: 'old@example.com' },
      { id: 'idn_1', email_address: email },
    ],
    updated_at,
  },
})
const deletion = (id: string) => ({
  type: 'user.deleted',
  object: 'event',
  data: { id, object: 'user', deleted: true },
})

const settingsOf = (userId: string) =>
  asPlatform('test clerk')((trx) =>
    trx.selectFrom('user_settings').selectAll().where('user_id', '=', userId).executeTakeFirst(),
  )
const membershipsOf = (userId: string) =>
  asPlatform('test clerk')((trx) =>
    trx
      .selectFrom('workspace_members as m')
      .innerJoin('workspaces as w', 'w.id', 'm.workspace_id')
      .select(['w.id', 'w.slug', 'w.name', 'w.owner_id', 'm.role', 'm.email'])
      .where('m.user_id', '=', userId)
      .execute(),
  )

describe('a Clerk webhook', () => {
  test.each<[string, Delivery]>([
    ['signed with another secret', { secret: `whsec_${randomBytes(24).toString('base64')}` }],
    ['six minutes old', { at: new Date(Date.now() - 6 * 60_000) }],
    ['six minutes ahead', { at: new Date(Date.now() + 6 * 60_000) }],
    ['with one byte changed', { tamper: (body) => body.replace('Ada', 'Bda') }],
    ['with another id', { headers: { 'svix-id': 'msg_other' } }],
    ['with another time', { headers: { 'svix-timestamp': String(now() - 1) } }],
    ['without a signature', { headers: { 'svix-signature': '' } }],
    ['with an unknown version of signature', { headers: { 'svix-signature': 'v9,AAAA' } }],
  ])('%s is refused and writes nothing', async (_, delivery) => {
    const id = newUserId()
    expect(await codeOf(await deliver(userEvent('user.created', id), delivery))).toBe('401 WEBHOOK_SIGNATURE_INVALID')
    expect(await settingsOf(id)).toBeUndefined()
  })

  test('brings a new person, with a workspace of their own, once', async () => {
    const id = newUserId()
    const event = userEvent('user.created', id)
    const message = `msg_${randomUUID()}`
    const answers = await Promise.all([1, 2, 3].map(() => deliver(event, { id: message })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    await deliver(event)
    expect(await settingsOf(id)).toMatchObject({ email: `${id}@example.com`, name: 'Ada Lovelace' })
    const [membership, ...more] = await membershipsOf(id)
    expect(more).toEqual([])
    expect(membership).toMatchObject({
      role: 'owner',
      owner_id: id,
      name: 'Ada Lovelace’s workspace',
      email: `${id}@example.com`,
    })
    const me = (await (await withBearer(await tokenFor(id))).json()) as { data: unknown }
    expect(me.data).toMatchObject({ email: `${id}@example.com`, workspaces: [{ role: 'owner' }] })
  })

  test('two messages about one new person at the same moment make one workspace', async () => {
    const ids = Array.from({ length: 10 }, newUserId)
    await Promise.all(
      ids.flatMap((id) => [deliver(userEvent('user.created', id)), deliver(userEvent('user.created', id))]),
    )
    const owned = await Promise.all(ids.map(membershipsOf))
    expect(owned.map((memberships) => memberships.length)).toEqual(ids.map(() => 1))
    expect(new Set(owned.map(([membership]) => membership?.slug)).size).toBe(10)
  })

  test.each(['', '中文', '--', 'x', 'é'.repeat(200)])('makes a workspace for someone called %j', async (name) => {
    const id = newUserId()
    const response = await deliver(userEvent('user.created', id, { name, email: '' }))
    expect(response.status).toBe(200)
    expect((await membershipsOf(id))[0]?.slug).toMatch(/^[a-z0-9-]{3,48}$/)
  })

  test('out of order, the newest news wins', async () => {
    const id = newUserId()
    await deliver(userEvent('user.updated', id, { name: 'Third Name', updated_at: 3_000_000 }))
    await deliver(userEvent('user.created', id, { name: 'First Name', updated_at: 1_000_000 }))
    await deliver(userEvent('user.updated', id, { name: 'Second Name', updated_at: 2_000_000 }))
    expect((await settingsOf(id))?.name).toBe('Third Name')
    expect(await membershipsOf(id)).toHaveLength(1)
    await deliver(
      userEvent('user.updated', id, { name: 'Fourth Name', updated_at: 4_000_000, email: 'NEW@example.com' }),
    )
    expect((await membershipsOf(id))[0]?.email).toBe('new@example.com')
  })

  test('of a deleted person ends their memberships and their token, except as the last owner', async () => {
    const [id, colleague] = [newUserId(), newUserId()]
    await deliver(userEvent('user.created', id))
    await deliver(userEvent('user.created', colleague))
    const [own] = await membershipsOf(id)
    const [other] = await membershipsOf(colleague)
    await asPlatform('test clerk')((trx) =>
      trx
        .insertInto('workspace_members')
        .values({ workspace_id: other?.id ?? '', user_id: id, role: 'owner' })
        .execute(),
    )
    const token = await tokenFor(id)
    expect((await withBearer(token)).status).toBe(200)
    expect((await deliver(deletion(id))).status).toBe(200)
    expect((await withBearer(token)).status).toBe(401)
    expect((await membershipsOf(id)).map((membership) => membership.id)).toEqual([own?.id])
    expect(await settingsOf(id)).toMatchObject({ email: null, name: null, deleted_at: expect.any(String) })
    await deliver(userEvent('user.updated', id, { updated_at: Date.now() + 1_000 }))
    expect(await settingsOf(id)).toMatchObject({ email: null, deleted_at: expect.any(String) })
  })

  test('of a deletion that overtakes the creation leaves nobody behind', async () => {
    const id = newUserId()
    await deliver(deletion(id))
    await deliver(userEvent('user.created', id))
    expect(await membershipsOf(id)).toEqual([])
  })

  test('of two owners deleted together leaves one', async () => {
    const [a, b] = [newUserId(), newUserId()]
    await deliver(userEvent('user.created', a))
    const [shared] = await membershipsOf(a)
    await asPlatform('test clerk')((trx) =>
      trx
        .insertInto('workspace_members')
        .values({ workspace_id: shared?.id ?? '', user_id: b, role: 'owner' })
        .execute(),
    )
    const answers = await Promise.all([deliver(deletion(a)), deliver(deletion(b))])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const owners = [...(await membershipsOf(a)), ...(await membershipsOf(b))]
    expect(owners).toHaveLength(1)
    expect([a, b]).toContain(owners[0]?.owner_id)
  })

  test('of a type that is not ours is taken and left alone', async () => {
    const response = await deliver({ type: 'session.created', object: 'event', data: { id: 'sess_1' } })
    expect(await response.json()).toMatchObject({ data: { handled: false } })
  })

  test.each([
    ['no JSON', 'this is not json'],
    ['a person without an id', { type: 'user.created', data: { first_name: 'Ada', updated_at: 1 } }],
    ['a person without a time', { type: 'user.updated', data: { id: 'user_x' } }],
    ['nothing', {}],
  ])('with a good signature over %s is refused as such and kept for a look', async (_, event) => {
    const id = `msg_${randomUUID()}`
    expect(await codeOf(await deliver(event, { id }))).toBe('400 INVALID_INPUT')
    const kept = await asPlatform('test clerk')((trx) =>
      trx.selectFrom('platform.dead_letters').select(['payload', 'error']).where('job', '=', 'clerk').execute(),
    )
    expect(JSON.stringify(kept)).toContain(id)
  })
})
