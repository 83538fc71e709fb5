import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Audience, describeApi } from '@/lib/api/openapi-document'
import { complaintAboutAnswer } from '../helpers/documented'
import { listRoutes } from '../helpers/routes'
import { listSchemaNames } from '../helpers/schema-names'

const fileOf = { public: 'openapi.json', internal: 'openapi-internal.json' } satisfies Record<Audience, string>
const AUDIENCES: Audience[] = ['public', 'internal']
const pathOf = (audience: Audience): string => join(process.cwd(), 'docs', fileOf[audience])
const described = async () =>
  (await listRoutes()).flatMap(({ options, ...route }) => (options ? [{ ...route, options }] : []))
const operationsOf = (audience: Audience) => {
  const { paths } = JSON.parse(readFileSync(pathOf(audience), 'utf8')) as ReturnType<typeof describeApi>
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, ...operation })),
  )
}

/** Built from what guards the routes, so it cannot say anything else. `WRITE_OPENAPI=1` writes it anew. */
test.each(AUDIENCES)('the %s document is what the routes on disk are guarded by and answer', async (audience) => {
  const text = `${JSON.stringify(describeApi(await described(), audience, await listSchemaNames()), null, 2)}\n`
  if (process.env.WRITE_OPENAPI) writeFileSync(pathOf(audience), text)
  expect(text).toBe(readFileSync(pathOf(audience), 'utf8'))
})

test('every route is an operation of one document, under a name of its own', async () => {
  const operations = AUDIENCES.flatMap(operationsOf)
  const routes = (await described()).map(({ name }) => name.replaceAll('[', '{').replaceAll(']', '}'))
  expect(operations.map(({ name }) => name).sort()).toEqual(routes.filter((name) => !name.includes('{...')).sort())
  for (const audience of AUDIENCES) {
    const ids = operationsOf(audience).map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
  }
})

test('what is shown to everyone names nothing that is there for super admins or machines alone', () => {
  const names = operationsOf('public').map(({ name }) => name)
  expect(names.filter((name) => /admin|webhooks|cron|POST \/api\/(events|cost-events)/.test(name))).toEqual([])
})

test('every operation says what a success looks like', () => {
  const isShapeless = (schema: object): boolean => Object.keys(schema).length === 0
  const shapeless = AUDIENCES.flatMap(operationsOf).filter(({ responses }) => {
    const [success] = Object.entries(responses).filter(([status]) => status.startsWith('2'))
    return !success || /"schema":\{\}|"data":\{\}/.test(JSON.stringify(success)) || isShapeless(success[1])
  })
  expect(shapeless.map(({ name }) => name)).toEqual([])
})

test('nothing in a document leads nowhere', () => {
  for (const audience of AUDIENCES) {
    const text = readFileSync(pathOf(audience), 'utf8')
    const { components } = JSON.parse(text) as { components: Record<string, Record<string, unknown>> }
    const aliases = Object.entries(components.schemas ?? {}).filter(([, schema]) => '$ref' in Object(schema))
    expect(aliases).toEqual([])
    for (const [, kind = '', name = ''] of text.matchAll(/"#\/components\/(\w+)\/(\w+)"/g))
      expect([kind, name, components[kind]?.[name] !== undefined]).toEqual([kind, name, true])
  }
})

test('an answer that is not in the document is noticed', () => {
  const data = { status: 'ok', version: '1', time: '2026-02-01T00:00:00.000Z' }
  const complaint = (body: object, status = 200, type = 'application/json; charset=utf-8') =>
    complaintAboutAnswer('GET', '/api/health', { status, type, text: JSON.stringify(body) })
  const refused = { data: null, error: 'Sentence.', request_id: '0198c0de-0000-7000-8000-000000000001' }
  expect(complaint({ data, error: null })).toBeNull()
  expect(complaint({ ...refused, code: 'INVALID_INPUT' }, 400)).toBeNull()
  expect(complaint({ data: { ...data, secret: 1 }, error: null })).toContain('secret')
  expect(complaint({ data: { ...data, time: undefined }, error: null })).toContain('time')
  expect(complaint({ data: { ...data, status: 'fine' }, error: null })).toContain('status')
  expect(complaint({ data: { ...data, time: 'yesterday' }, error: null })).toContain('time')
  expect(complaint({ data, error: null, meta: {} })).toContain('meta')
  expect(complaint({ data, error: null }, 201)).toContain('declares no 201')
  expect(complaint({ data, error: null }, 200, 'text/html')).toContain('declares no text/html')
  expect(complaint({ ...refused, code: 'FORBIDDEN' }, 400)).toContain('declares no FORBIDDEN')
  expect(complaint({ ...refused, code: 'INVALID_INPUT', stack: 'at' }, 400)).toContain('stack')
  expect(complaintAboutAnswer('PUT', '/api/health', { status: 200, type: '', text: '' })).toContain('no document has')
})
