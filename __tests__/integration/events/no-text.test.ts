import { randomUUID } from 'node:crypto'
import { POST as postSignIn } from '@/app/api/auth/sign-in/route'
import { POST } from '@/app/api/events/route'
import { asPlatform } from '@/lib/db/principals'
import type { Runtime } from '@/lib/runtime'
import { NativeWebhook } from '@/lib/webhooks/native-webhook'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestWorkspace } from '../../helpers/workspace'
import { createWebhookKey } from '../../security/deliveries'
import { readEvents } from './mail'

let runtime: Runtime
beforeAll(async () => {
  runtime = startTestRuntime({}, await prepareQuietStores())
}, 60_000)
afterAll(() => runtime.close())

test('a signed body that is no UTF-8 is refused and kept; no event gets other characters than were sent', async () => {
  const workspace = await createTestWorkspace()
  const { keyId, secret } = await createWebhookKey({ workspaceId: workspace.id })
  const body = Buffer.from(JSON.stringify({ event_type: 'sent', contact_email: 'kim@example.com', subject: '?' }))
  body[body.indexOf('?')] = 0xff
  const [id, at] = [`msg_${randomUUID()}`, new Date()]
  const headers = {
    ...{ 'content-type': 'application/json', 'webhook-key-id': keyId, 'webhook-id': id },
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new NativeWebhook(secret).sign(id, at, body),
  }
  const answer = await POST(new Request('http://127.0.0.1:3000/api/events', { method: 'POST', headers, body }))
  expect([answer.status, (await answer.json()).code]).toEqual([400, 'INVALID_INPUT'])
  expect(await readEvents(workspace.id)).toEqual([])
  const letters = await asPlatform('test witness')((trx) =>
    trx.selectFrom('platform.dead_letters').select('error').where('workspace_id', '=', workspace.id).execute(),
  )
  expect(letters).toEqual([{ error: 'INVALID_INPUT: The body is not valid UTF-8.' }])
})

test('a body of a browser that is no UTF-8 is refused before anything in it is looked at', async () => {
  const body = Buffer.from(JSON.stringify({ email: 'kim@example.com', password: '?' }))
  body[body.indexOf('?')] = 0xff
  const headers = { 'content-type': 'application/json', origin: 'http://127.0.0.1:3000' }
  const answer = await postSignIn(
    new Request('http://127.0.0.1:3000/api/auth/sign-in', { method: 'POST', headers, body }),
  )
  expect([answer.status, (await answer.json()).error]).toEqual([400, 'The body is not valid UTF-8.'])
})
