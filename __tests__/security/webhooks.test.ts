import { randomUUID } from 'node:crypto'
import type { Place, World } from '../helpers/personas'
import { startWorld } from '../helpers/personas'
import { ABSENT, type Call, plant, plantStack, send, show } from './call'
import { createWebhookKey, signDelivery, signLegacy, type WebhookKey } from './deliveries'
import { openWitness, type Witness } from './witness'

let world: World
let witness: Witness
let key: WebhookKey
let strangersKey: WebhookKey
let engineKey: WebhookKey
let workflowId: string

beforeAll(async () => {
  world = await startWorld()
  witness = openWitness()
  plantStack(world)
  const { workspace, engineId } = world.still
  key = await createWebhookKey({ workspaceId: workspace.id })
  strangersKey = await createWebhookKey({ workspaceId: world.stranger.workspace.id })
  engineKey = await createWebhookKey({ engineId })
  plant(key.secret, strangersKey.secret, engineKey.secret)
  workflowId = (await world.still.campaign()).workflowId
}, 30_000)
afterAll(async () => {
  await witness.close()
  await world.close()
})

const bodyOf = (change: Record<string, unknown> = {}) =>
  JSON.stringify({
    ...{ workflow_id: workflowId, event_type: 'activation', active: true, timestamp: new Date().toISOString() },
    ...change,
  })
type Made = Omit<Call, 'method'>
const deliver = (call: Made) => send(world, { method: 'POST', ...call })
const withHeader = (call: Made, name: string, value: string): Made => ({
  ...call,
  headers: { ...call.headers, [name]: value },
})
const flipped = (text: string, at: number) => `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
const signed = (body = bodyOf(), options: { id?: string; at?: Date } = {}) => signDelivery(body, { ...key, ...options })
const shifted = (seconds: number) => new Date(Date.now() + seconds * 1_000)

/** Everything a delivery could leave behind: the tenant's rows, what is kept for a look, and what was heard before. */
const traces = async (place: Place = world.still) => ({
  tenant: await witness.snapshot(place.workspace.id),
  others: await witness.sql`select
    (select count(*) from platform.dead_letters where source = 'webhook_in' and payload::text like any(${[
      `%${key.keyId}%`,
      `%${strangersKey.keyId}%`,
      `%${engineKey.keyId}%`,
    ]})) as letters,
    (select count(*) from platform.inbound_requests where source like any(${[
      `%${key.keyId}`,
      `%${strangersKey.keyId}`,
      `%${engineKey.keyId}`,
    ]})) as heard,
    (select count(*) from platform.outbox where payload ->> 'n8n_workflow_id' = ${workflowId}) as jobs`.then(
    (rows) => ({ ...rows[0] }),
  ),
})

const FORGERIES: Record<string, () => Made> = {
  'without any signature': () => ({ path: '/api/webhooks/n8n/status-change', body: bodyOf() }),
  'without a signature header': () => withHeader(signed(), 'webhook-signature', ABSENT),
  'with one byte of the body changed': () => ({ ...signed(), body: bodyOf({ active: false }) }),
  'with a space added to the body': () => ({ ...signed(), body: `${bodyOf()} ` }),
  'with one byte of the signature changed': () => {
    const call = signed()
    return withHeader(call, 'webhook-signature', flipped(call.headers['webhook-signature'], 20))
  },
  'with a signature cut short': () => {
    const call = signed()
    return withHeader(call, 'webhook-signature', call.headers['webhook-signature'].slice(0, -8))
  },
  'with an unknown version of signature': () => {
    const call = signed()
    return withHeader(call, 'webhook-signature', call.headers['webhook-signature'].replace('v1,', 'v9,'))
  },
  'five minutes and a second old': () => signed(bodyOf(), { at: shifted(-301) }),
  'five minutes and two seconds ahead': () => signed(bodyOf(), { at: shifted(302) }),
  'with another time than was signed': () =>
    withHeader(signed(), 'webhook-timestamp', `${Math.floor(Date.now() / 1e3) - 1}`),
  'with a time that is none': () => withHeader(signed(), 'webhook-timestamp', 'now'),
  'without a time': () => withHeader(signed(), 'webhook-timestamp', ABSENT),
  'with a dot in its id': () => signed(bodyOf(), { id: 'msg_1.2' }),
  'with another id than was signed': () => withHeader(signed(), 'webhook-id', 'msg_other'),
  'without an id': () => withHeader(signed(), 'webhook-id', ABSENT),
  'with an id of 256 characters': () => signed(bodyOf(), { id: 'i'.repeat(256) }),
  'naming another key': () => withHeader(signed(), 'webhook-key-id', strangersKey.keyId),
  'naming a key that is none': () => withHeader(signed(), 'webhook-key-id', "' or true --"),
  'naming no key': () => withHeader(signed(), 'webhook-key-id', ABSENT),
  'in the old form, which this key does not accept': () => signLegacy(bodyOf(), key),
  'with a good new signature and an old form beside it': () =>
    withHeader(signed(), 'x-n8n-signature', signLegacy(bodyOf(), strangersKey).headers['x-n8n-signature']),
}

describe('a status-change delivery', () => {
  test.each(Object.entries(FORGERIES))('%s is refused and leaves no trace', async (_, make) => {
    const before = await traces()
    const reply = await deliver(make())
    expect(show(reply)).toBe('401 WEBHOOK_SIGNATURE_INVALID')
    expect(reply.text.replace(/"request_id":"[^"]+"/, '')).toMatchInlineSnapshot(
      `"{"data":null,"error":"The signature, timestamp or key of this delivery is not valid.","code":"WEBHOOK_SIGNATURE_INVALID",}"`,
    )
    expect(await traces()).toEqual(before)
  })

  test('of an ended key is refused, of one that has not begun, too', async () => {
    for (const change of [{ active_until: shifted(-1) }, { active_from: shifted(60) }]) {
      const ended = await createWebhookKey({ workspaceId: world.still.workspace.id })
      await witness.sql`update platform.webhook_secrets set ${witness.sql(change)} where id = ${ended.keyId}`
      expect(show(await deliver(signDelivery(bodyOf(), ended)))).toBe('401 WEBHOOK_SIGNATURE_INVALID')
    }
  })

  test('well signed is taken once; its replay changes nothing', async () => {
    const call = signed()
    expect(await deliver(call)).toMatchObject({ status: 200, text: expect.stringContaining('"applied":true') })
    const before = await traces()
    expect(await deliver(call)).toMatchObject({ status: 200, text: expect.stringContaining('"duplicate":true') })
    expect(await traces()).toEqual(before)
  })

  test('fifty times at once has one effect', async () => {
    const call = signed(bodyOf({ timestamp: shifted(1).toISOString() }))
    const replies = await Promise.all(Array.from({ length: 50 }, () => deliver(call)))
    expect(replies.map(({ status }) => status)).toEqual(Array(50).fill(200))
    expect(replies.filter(({ text }) => !text.includes('"duplicate":true'))).toHaveLength(1)
  })

  test('older than the last one is stale', async () => {
    const call = signed(bodyOf({ timestamp: shifted(-3_600).toISOString() }))
    expect((await deliver(call)).text).toContain('"stale":true')
  })

  test.each(['4 minutes 58 seconds old', '4 minutes 58 seconds ahead'])('%s is still taken', async (age) => {
    const at = shifted(age.endsWith('old') ? -298 : 298)
    expect((await deliver(signed(bodyOf(), { at }))).status).toBe(200)
  })

  test.each<[string, () => string | Buffer]>([
    ['no JSON', () => 'this is not json'],
    ['an empty body', () => ''],
    ['an array', () => '[]'],
    ['null', () => 'null'],
    ['an unknown field', () => bodyOf({ admin: true })],
    ['an unknown event', () => bodyOf({ event_type: 'takeover' })],
    ['a workflow id with a path', () => bodyOf({ workflow_id: '../../etc/passwd' })],
    ['a time that is none', () => bodyOf({ timestamp: 'yesterday' })],
    ['101 changes', () => JSON.stringify({ changes: Array(101).fill(JSON.parse(bodyOf())) })],
    ['a NUL byte', () => bodyOf({ actor: 'a\u0000b', extra: 1 })],
  ])('well signed but carrying %s is refused as such and kept once', async (_, make) => {
    const before = await traces()
    const reply = await deliver(signed(String(make())))
    expect(show(reply)).toBe('400 INVALID_INPUT')
    const after = await traces()
    expect(Number(after.others.letters)).toBe(Number(before.others.letters) + 1)
    expect({ ...after.others, letters: 0 }).toEqual({ ...before.others, letters: 0 })
    const { 'platform.dead_letters': kept, ...rest } = after.tenant
    const { 'platform.dead_letters': earlier, ...restBefore } = before.tenant
    expect(kept).not.toBe(earlier)
    expect(rest).toEqual(restBefore)
  })

  test('about the future is refused and kept', async () => {
    const reply = await deliver(signed(bodyOf({ timestamp: shifted(600).toISOString() })))
    expect(show(reply)).toBe('400 INVALID_TIMESTAMP')
  })

  test("with another tenant's key about this tenant's workflow is refused, kept for them, and changes nothing here", async () => {
    const before = await traces()
    const reply = await deliver(signDelivery(bodyOf(), strangersKey))
    expect(show(reply)).toBe('400 WORKSPACE_MISMATCH')
    const after = await traces()
    expect(after.tenant).toEqual(before.tenant)
    expect(Number(after.others.letters)).toBe(Number(before.others.letters) + 1)
    const foreign = await createWebhookKey({ engineId: world.live.engineId })
    expect(show(await deliver(signDelivery(bodyOf(), foreign)))).toBe('400 WORKSPACE_MISMATCH')
    expect((await traces()).tenant).toEqual(before.tenant)
  })

  test('naming its workspace is taken with any of its live keys, and with no other', async () => {
    const workspace = world.still.workspace.id
    const second = await createWebhookKey({ workspaceId: workspace })
    for (const [index, { secret }] of [key, second].entries()) {
      const body = bodyOf({ timestamp: shifted(3 + index).toISOString() })
      expect((await deliver(signDelivery(body, { keyId: workspace, secret }))).status).toBe(200)
    }
    const foreign = signDelivery(bodyOf(), { keyId: workspace, secret: strangersKey.secret })
    expect(show(await deliver(foreign))).toBe('401 WEBHOOK_SIGNATURE_INVALID')
  })

  test("with its shared engine's key is taken", async () => {
    const body = bodyOf({ timestamp: shifted(2).toISOString() })
    expect((await deliver(signDelivery(body, engineKey))).status).toBe(200)
  })

  test('of 257 KB is refused before anything is read, of 255 KB is read', async () => {
    const before = await traces()
    const big = await deliver(signed('x'.repeat(257 * 1024)))
    expect(show(big)).toBe('413 PAYLOAD_TOO_LARGE')
    expect(await traces()).toEqual(before)
    expect(show(await deliver(signed(`"${'x'.repeat(255 * 1024)}"`)))).toBe('400 INVALID_INPUT')
  })

  test('in the old form counts only until the key says so', async () => {
    const { id } = world.still.workspace
    const old = await createWebhookKey({ workspaceId: id }, shifted(60).toISOString())
    const over = await createWebhookKey({ workspaceId: id }, shifted(-1).toISOString())
    const body = bodyOf({ timestamp: shifted(60).toISOString() })
    const requestId = randomUUID()
    expect((await deliver(signLegacy(body, old, requestId))).text).toContain('"applied":true')
    expect((await deliver(signLegacy(body, old, requestId))).text).toContain('"duplicate":true')
    for (const call of [
      signLegacy(body, over),
      { ...signLegacy(body, old), body: `${body} ` },
      withHeader(signLegacy(body, old), 'x-n8n-signature', ''),
      withHeader(signLegacy(body, old), 'x-n8n-signature', 'zz'),
    ])
      expect(show(await deliver(call))).toBe('401 WEBHOOK_SIGNATURE_INVALID')
    const nameless = withHeader(signLegacy(body, old), 'x-request-id', ABSENT)
    expect(show(await deliver(nameless))).toBe('400 INVALID_INPUT')
  })
})
