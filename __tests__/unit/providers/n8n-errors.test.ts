import type { HttpAnswer } from '@/lib/providers/http'
import { retryAfterSeconds } from '@/lib/providers/http-error'
import { fromAnswer } from '@/lib/providers/n8n/errors'
import { Workflow, writable } from '@/lib/providers/n8n/shapes'

const answer = (status: number, body: unknown, headers = {}): HttpAnswer => ({
  status,
  headers,
  text: typeof body === 'string' ? body : JSON.stringify(body),
  attempts: 1,
  durationMs: 1,
})
const kind = (status: number, body: unknown, isWrite = true) => {
  const result = fromAnswer(answer(status, body), isWrite)
  return result.ok ? 'ok' : result.error.kind
}

test.each([
  ['a missing workflow on 1.x', 404, { message: 'Not Found' }, 'not_found'],
  ['a missing workflow on 2.x', 404, { message: 'You do not have permission to activate this workflow.' }, 'not_found'],
  ['an unknown route', 404, { message: 'not found' }, 'contract'],
  ['a booting 1.x', 404, '<pre>Cannot POST /api/v1/workflows</pre>', 'contract'],
  [
    'a taken path up to 2.20',
    400,
    { message: 'The URL path that the "Webhook" node uses is already taken.' },
    'conflict',
  ],
  ['a taken path from 2.22', 409, { message: 'There is a conflict with one of the webhooks.' }, 'conflict'],
  ['no trigger', 400, { message: 'Workflow cannot be activated because it has no trigger node.' }, 'invalid'],
  ['a scope that is missing', 403, { message: 'Forbidden' }, 'auth'],
  ['a proxy that gave up waiting', 504, '<html>', 'timeout'],
  ['a proxy without n8n behind it', 502, '<html>', 'refused'],
])('%s', (_name, status, body, expected) => {
  expect(kind(status, body)).toBe(expected)
})

test('a refused question is no invalid workflow', () => {
  expect(kind(400, { message: 'request/query/limit must be <= 250' }, false)).toBe('refused')
})

test("the engine's list of broken nodes is kept", () => {
  const message = [
    'Cannot publish workflow: 2 nodes have configuration issues:',
    '',
    'Node "Send":\n  - Missing required credential: smtp\n  - Parameter "To" is required',
    '',
    'Node "Pg":\n  - Missing required credential: postgres',
  ].join('\n')
  const result = fromAnswer(answer(400, { message }), true)
  expect(result).toMatchObject({
    error: {
      details: {
        issues: [
          { node: 'Send', reasons: ['Missing required credential: smtp', 'Parameter "To" is required'] },
          { node: 'Pg', reasons: ['Missing required credential: postgres'] },
        ],
      },
    },
  })
})

test('Retry-After is read as seconds or as a date', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  expect(retryAfterSeconds('7', now)).toBe(7)
  expect(retryAfterSeconds('Thu, 01 Jan 2026 00:00:09 GMT', now)).toBe(9)
  expect(retryAfterSeconds('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0)
  expect(retryAfterSeconds('soon', now)).toBeUndefined()
  expect(retryAfterSeconds(undefined, now)).toBeUndefined()
})

test('the answer of a 1.x, which lacks the newer fields, is understood', () => {
  const row = {
    id: '1',
    name: 'Old',
    active: true,
    nodes: [],
    connections: {},
    settings: null,
    createdAt: '2024-01-01T00:00:00.000Z',
    updatedAt: '2024-01-01T00:00:00.000Z',
  }
  expect(Workflow.parse(row)).toMatchObject({ archived: false, versionId: null, publishedNodes: null, settings: {} })
  expect(Workflow.safeParse({ ...row, active: 'yes' }).success).toBe(false)
})

test('only what n8n accepts is sent back', () => {
  const definition = { name: 'x', nodes: [], connections: {}, settings: {}, id: '1', active: true }
  expect(Object.keys(writable(definition))).toEqual(['name', 'nodes', 'connections', 'settings'])
})
