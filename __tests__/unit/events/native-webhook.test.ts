import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { NativeWebhook } from '@/lib/webhooks/native-webhook'

const secret = `whsec_${randomBytes(32).toString('base64')}`
const headersOf = (signature: string, at: Date) => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': signature,
})
const proves = (raw: string | Buffer, headers: Record<string, string>): boolean => {
  try {
    new NativeWebhook(secret).verify(raw, headers, { jsonParse: false })
    return true
  } catch {
    return false
  }
}

test('signs as the library does', () => {
  const at = new Date()
  for (const text of ['', '{"a":1}', 'Zoë ✓ 𝄞', 'x'.repeat(300_000)])
    expect(new NativeWebhook(secret).sign('msg_1', at, Buffer.from(text))).toBe(
      new Webhook(secret).sign('msg_1', at, text),
    )
})

test('proves the bytes, not the text that they decode to', () => {
  const at = new Date()
  const [sent, forged] = [Buffer.from([0x7b, 0xff, 0x7d]), Buffer.from([0x7b, 0xfe, 0x7d])]
  const headers = headersOf(new NativeWebhook(secret).sign('msg_1', at, sent), at)
  expect(proves(sent, headers)).toBe(true)
  // Both decode to the same replacement character.
  expect(forged.toString()).toBe(sent.toString())
  expect(proves(forged, headers)).toBe(false)
})

test('keeps the checks of the library: age, several signatures, none', () => {
  const [now, old] = [new Date(), new Date(Date.now() - 301_000)]
  const sign = (at: Date) => new NativeWebhook(secret).sign('msg_1', at, 'body')
  expect(proves('body', headersOf(sign(old), old))).toBe(false)
  expect(proves('body', headersOf(`v1,${randomBytes(32).toString('base64')} ${sign(now)}`, now))).toBe(true)
  expect(proves('body', headersOf('', now))).toBe(false)
})
