import { randomUUID } from 'node:crypto'
import { Agent, METHODS, request } from 'node:http'
import { connect } from 'node:net'
import { readState } from '@/local/state'

/** What neither `fetch` nor a browser sends: methods that no address has, and bytes that are no request. */
const { web_url } = readState()
const KNOWN = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']
const ALLOW = KNOWN.join(', ')
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
afterAll(() => agent.destroy())

type Answer = { status: number; headers: Record<string, unknown>; body: string }

function call(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // Node itself says nothing of a body where it expects none.
    const all = { ...headers, ...(body && { 'Content-Length': String(Buffer.byteLength(body)) }) }
    const sent = request(`${web_url}${path}`, { method, headers: all, agent }, async (response) => {
      const chunks = await response.toArray()
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() })
    })
    sent.once('error', reject).end(body)
  })
}

function say(bytes: string): Promise<string> {
  const { hostname, port } = new URL(web_url)
  return new Promise((resolve, reject) => {
    let heard = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.setEncoding('utf8').on('data', (chunk) => {
      heard += chunk
    })
    socket.once('error', reject).once('close', () => resolve(heard))
  })
}

const refusal = (requestId: unknown) => ({
  data: null,
  error: expect.any(String),
  code: 'METHOD_NOT_ALLOWED',
  request_id: requestId,
})

const PATHS = [
  '/',
  '/campaigns',
  '/api/campaigns',
  `/api/campaigns/${randomUUID()}/toggle`,
  '/api/nowhere',
  '/icon.svg',
]
// A CONNECT asks for a tunnel: it gets none, and no answer either.
const unknown = METHODS.filter((method) => !KNOWN.includes(method) && method !== 'CONNECT')

test.each(PATHS)('a method that no address has is 405 in the envelope: %s', async (path) => {
  for (const method of unknown) {
    const requestId = randomUUID()
    const { status, headers, body } = await call(method, path, { 'X-Request-Id': requestId })
    expect([method, status]).toEqual([method, 405])
    expect(JSON.parse(body)).toEqual(refusal(requestId))
    expect(headers).toMatchObject({
      allow: ALLOW,
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'x-request-id': requestId,
    })
  }
})

test('the connection goes on, whatever the refused request carried', async () => {
  for (let i = 0; i < 20; i += 1) {
    const { headers, body } = await call('TRACE', '/api/campaigns', { Cookie: 'a=b' }, `x: ${'y'.repeat(20_000)}`)
    expect(JSON.parse(body)).toEqual(refusal(headers['x-request-id']))
    expect(body).not.toContain('a=b')
    expect((await call('GET', '/api/health')).status).toBe(200)
  }
})

test.each([
  ['a word that is no method', 'FOO /api/campaigns HTTP/1.1\r\nHost: x\r\n\r\n', 405, 'METHOD_NOT_ALLOWED'],
  ['TRACK', 'TRACK / HTTP/1.1\r\nHost: x\r\n\r\n', 405, 'METHOD_NOT_ALLOWED'],
  ['noise', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 405, 'METHOD_NOT_ALLOWED'],
  ['a header that is none', 'GET /api/health HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n', 400, 'INVALID_INPUT'],
  ['two lengths', 'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400, 'INVALID_INPUT'],
  ['endless headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`, 413, 'PAYLOAD_TOO_LARGE'],
])('bytes that are no request are refused in the envelope: %s', async (_, bytes, status, code) => {
  const [head = '', body = ''] = (await say(bytes)).split('\r\n\r\n')
  expect(head.split('\r\n')[0]).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  const requestId = /^x-request-id: (\S+)$/im.exec(head)?.[1]
  expect(JSON.parse(body)).toEqual({ ...refusal(requestId), code })
  expect(/^allow: (.+)$/im.exec(head)?.[1]).toBe(status === 405 ? ALLOW : undefined)
})

test('nothing of it disturbs an answer under way on the same connection', async () => {
  const heard = await say('GET /api/health HTTP/1.1\r\nHost: x\r\n\r\nFOO / HTTP/1.1\r\nHost: x\r\n\r\n')
  expect(heard.match(/^HTTP\/1\.1 /gm)?.length ?? 0).toBeLessThanOrEqual(1)
})
