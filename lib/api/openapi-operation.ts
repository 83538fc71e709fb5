import type { z } from 'zod'
import { type ErrorCode, statusOf } from './errors'
import { codesOf, rateClassOf } from './openapi-codes'
import type { DescribedRoute } from './openapi-document'
import type { JsonSchema, Scribe } from './openapi-schema'

const UUID = { type: 'string', format: 'uuid' } as const
const SECURITY: Record<string, Record<string, string[]>[]> = {
  public: [],
  webhook: [{ signature: [] }],
  cron: [{ bearer: [] }],
}

/** One method of one path: what it takes, whom it lets in, and everything it can answer. */
export function describeOperation(route: DescribedRoute, scribe: Scribe) {
  const { method, path, options } = route
  const { kind, permission, body } = options
  const codes = codesOf(route)
  const rateClass = rateClassOf(route)
  return {
    operationId: `${method.toLowerCase()} ${path}`.replace(/[^a-z]+/gi, '_').replace(/_$/, ''),
    parameters: parametersOf(route, scribe),
    ...(body && { requestBody: requestBody(scribe.write(body, 'input')) }),
    responses: { ...successes(options, scribe), ...refusals(codes) },
    security: SECURITY[kind] ?? [{ session: [] }, { bearer: [] }],
    'x-error-codes': codes,
    ...(permission && { 'x-permission': permission }),
    ...(rateClass && { 'x-rate-limit': rateClass }),
  }
}

const requestBody = (schema: JsonSchema) => ({
  // An empty body is `{}`.
  required: schema.type !== 'object' || (schema.required ?? []).length > 0,
  content: { 'application/json': { schema } },
})

function successes({ response, meta, statuses = [200], raw, etag }: DescribedRoute['options'], scribe: Scribe) {
  const data = scribe.write(response, 'output')
  const schema = raw ? data : enveloped(data, meta, scribe)
  const content = { [raw ?? 'application/json']: { schema } }
  const all = etag ? [...statuses, 304] : statuses
  return Object.fromEntries(
    all.map((status) => [
      status,
      { description: DESCRIPTIONS[status] ?? '', ...(status !== NOT_MODIFIED && { content }) },
    ]),
  )
}

const NOT_MODIFIED = 304
const DESCRIPTIONS: Record<number, string> = {
  200: 'Done',
  201: 'Made',
  202: 'Accepted, and under way',
  304: 'Still what If-None-Match names',
  503: 'Not available',
}

const enveloped = (data: JsonSchema, meta: z.ZodType | undefined, scribe: Scribe) => ({
  type: 'object',
  required: ['data', 'error', ...(meta ? ['meta'] : [])],
  properties: { data, error: { type: 'null' }, ...(meta && { meta: scribe.write(meta, 'output') }) },
})

const refusals = (codes: ErrorCode[]) =>
  Object.fromEntries(
    [...new Set(codes.map(statusOf))].map((status) => [status, { $ref: `#/components/responses/Failure${status}` }]),
  )

function parametersOf({ method, path, options }: DescribedRoute, scribe: Scribe) {
  const { kind, query, idempotency, etag, statuses } = options
  const header = (name: string, schema: JsonSchema, required = false) => ({ name, in: 'header', required, schema })
  const inPath = [...path.matchAll(/\[(\w+)\]/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true },
    schema: name === 'id' ? UUID : { type: 'string' },
  }))
  const { properties = {}, required = [] } = query ? scribe.write(query, 'input') : {}
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: 'query', required: required.includes(name), schema },
  }))
  const key = header('Idempotency-Key', { type: 'string', maxLength: 255 }, idempotency === 'required')
  return [
    ...inPath,
    ...inQuery,
    ...(kind === 'route' ? [header('X-Workspace-Id', UUID, true)] : []),
    ...(kind === 'route' && method !== 'GET' ? [key] : []),
    ...(etag || statuses?.includes(NOT_MODIFIED) ? [header('If-None-Match', { type: 'string' })] : []),
  ]
}
