import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { POST as postEvents } from '@/app/api/events/route'
import { POST as postCallbacks } from '@/app/api/webhooks/n8n/route'
import { POST as postStatus } from '@/app/api/webhooks/n8n/status-change/route'
import { createCallbackTenant, look } from '../../helpers/callback-tenant'
import { deliver, knock } from '../../helpers/deliver'
import { until } from '../../helpers/stack-process'
import { createTestEngine } from '../../helpers/workspace'
import { createWebhookKey } from '../../security/deliveries'
import { withCallbacks } from './callback-stage'
import { eventOf, newIp } from './tight-limits'

/** Which proofs of a delivery hold: older forms, and both secrets during a rotation (spec 02 §7.4, 7.5). */
const { tenant } = withCallbacks()

describe('an older form of proof', () => {
  const token = randomBytes(32).toString('base64url')
  const withToken = async (legacyUntil: string | null, given = token) => {
    const key = await createWebhookKey({ workspaceId: tenant().workspace.id }, legacyUntil)
    const hash = createHash('sha256').update(given).digest()
    await look(sql`update platform.webhook_secrets set token_hash = null where token_hash = ${hash} returning id`)
    await look(sql`update platform.webhook_secrets set token_hash = ${hash} where id = ${key.keyId}::uuid returning id`)
    return key
  }
  const soon = () => new Date(Date.now() + 86_400_000).toISOString()
  const knockWith = (handler: typeof postEvents, headers: Record<string, string>, payload: object) =>
    knock(handler, JSON.stringify(payload), { 'x-request-id': randomUUID(), ...headers }, { ip: newIp() })

  test('a token is good until it ends, says when, and does not open every door', async () => {
    const until = soon()
    const own = `${token}-1`
    await withToken(until, own)
    const first = await knockWith(postEvents, { 'x-webhook-token': own }, eventOf('token'))
    expect([first.status, first.headers.get('sunset')]).toEqual([200, new Date(until).toUTCString()])
    for (const [handler, payload] of [
      [postStatus, { workflow_id: 'x', event_type: 'activation', timestamp: new Date().toISOString() }],
    ] as const)
      expect((await knockWith(handler, { 'x-webhook-token': own }, payload)).code).toBe('WEBHOOK_SIGNATURE_INVALID')
  })

  test('a token carries mails and runs, never a report or money through the callbacks', async () => {
    const types: [string, string | undefined][] = [
      ['email.sent', undefined],
      ['campaign.error', 'FORBIDDEN'],
      ['drafts.ready', 'FORBIDDEN'],
      ['workflow.error', 'FORBIDDEN'],
    ]
    for (const [type, code] of types) {
      const own = `${token}-${type}`
      await withToken(soon(), own)
      const data = { ...eventOf(type), campaign_id: tenant().campaignId }
      expect([type, (await knockWith(postCallbacks, { 'x-webhook-secret': own }, { type, data })).code]).toEqual([
        type,
        code,
      ])
    }
  })

  test('ended, off, unknown or without a request id it is refused', async () => {
    await withToken(new Date(Date.now() - 1_000).toISOString(), `${token}-ended`)
    await withToken(null, `${token}-off`)
    await withToken(soon(), `${token}-id`)
    for (const given of ['ended', 'off', 'nobody'])
      expect((await knockWith(postEvents, { 'x-webhook-token': `${token}-${given}` }, eventOf(given))).code).toBe(
        'WEBHOOK_SIGNATURE_INVALID',
      )
    expect((await knock(postEvents, '{}', { 'x-webhook-token': `${token}-id` }, { ip: newIp() })).code).toBe(
      'INVALID_INPUT',
    )
  })

  test.each(['x-n8n-signature', 'x-webhook-signature'])('a hex HMAC in %s is good until it ends', async (header) => {
    const key = await createWebhookKey({ workspaceId: tenant().workspace.id }, soon())
    const body = JSON.stringify(eventOf(header))
    const hex = createHmac('sha256', Buffer.from(key.secret.slice(6), 'base64'))
      .update(body)
      .digest('hex')
    const headers = { 'webhook-key-id': key.keyId, 'x-request-id': randomUUID(), [header]: hex }
    expect((await knock(postEvents, body, headers, { ip: newIp() })).data).toMatchObject({ accepted: 1 })
    expect((await knock(postEvents, `${body} `, headers, { ip: newIp() })).code).toBe('WEBHOOK_SIGNATURE_INVALID')
  })
})

test('during a rotation the old and the new secret are both good, each under its own id or the workspace’s', async () => {
  const other = await createCallbackTenant(await createTestEngine('http://127.0.0.1:9', 'no-engine'))
  expect(
    (await deliver(postEvents, { ...other.key, keyId: other.workspace.id }, eventOf('rot-0'), { ip: newIp() })).status,
  ).toBe(200)
  const fresh = await createWebhookKey({ workspaceId: other.workspace.id })
  for (const [n, key] of [
    other.key,
    fresh,
    { ...other.key, keyId: other.workspace.id },
    { ...fresh, keyId: other.workspace.id },
  ].entries()) {
    // A name is looked up again after a second at the earliest.
    const isTaken = async () =>
      (await deliver(postEvents, key, eventOf(`rot-${n + 1}`), { ip: newIp() })).status === 200
    await until(`key ${n + 1} is known`, isTaken, 2_000)
  }
  await look(
    sql`update platform.webhook_secrets set active_until = now() - interval '1 second' where id = ${other.key.keyId}::uuid returning id`,
  )
  const refused = async () => (await deliver(postEvents, other.key, eventOf('rot-9'), { ip: newIp() })).status === 401
  await until('the ended key is refused', refused, 6_000)
  expect((await deliver(postEvents, fresh, eventOf('rot-9'), { ip: newIp() })).status).toBe(200)
}, 15_000)
