import { z } from 'zod'
import { ERROR_CODES } from './errors'

/** What a wrapper attaches to its handler, as far as the document needs it. */
export type DescribedRoute = {
  method: string
  path: string
  options: {
    kind: string
    permission?: string
    body?: z.ZodType
    query?: z.ZodType
    rateLimit?: string
    idempotency?: 'accepted' | 'required'
  }
}

const UUID = { type: 'string', format: 'uuid' }
const schemaOf = (schema: z.ZodType) => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return json
}
/** Machines' doors (webhooks, cron) are described to those who run them, not here. */
const isPublic = ({ options, path }: DescribedRoute) =>
  ['route', 'session', 'admin', 'public'].includes(options.kind) && !path.includes('[...')

/** The OpenAPI 3.1 document of every route that people call, built from the same options that guard it (spec 02 §15). */
export function describeApi(routes: DescribedRoute[]) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes.filter(isPublic)) {
    const path = route.path.replaceAll('[', '{').replaceAll(']', '}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sovereign', version: '1' },
    paths,
    components: {
      schemas: { Failure: schemaOf(Failure) },
      responses: { Success: success, Failure: failure },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

const Failure = z.strictObject({
  data: z.null(),
  error: z.string(),
  code: z.enum(ERROR_CODES),
  details: z.record(z.string(), z.unknown()).optional(),
  request_id: z.uuid(),
})
const ref = (name: string) => ({ $ref: `#/components/responses/${name}` })
const failure = {
  description: 'Refused',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
}
const success = {
  description: 'Done, or accepted',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['data', 'error'],
        properties: { data: {}, error: { type: 'null' }, meta: { type: 'object' } },
      },
    },
  },
}

function operation({ method, path, options }: DescribedRoute) {
  const { kind, permission, body, query, rateLimit, idempotency } = options
  return {
    operationId: `${method.toLowerCase()} ${path}`.replace(/[^a-z]+/gi, '_').replace(/_$/, ''),
    parameters: parametersOf(path, kind, query, idempotency),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } } }),
    responses: { '2XX': ref('Success'), '4XX': ref('Failure'), '5XX': ref('Failure') },
    ...(kind !== 'public' && { security: [{ session: [] }, { bearer: [] }] }),
    ...(permission && { 'x-permission': permission }),
    ...(rateLimit && { 'x-rate-limit': rateLimit }),
  }
}

function parametersOf(path: string, kind: string, query?: z.ZodType, idempotency?: string) {
  const inPath = [...path.matchAll(/\[(\w+)\]/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: UUID,
  }))
  const properties = (query && schemaOf(query).properties) ?? {}
  const inQuery = Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema }))
  const workspace = { name: 'X-Workspace-Id', in: 'header', required: true, schema: UUID }
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: idempotency === 'required',
    schema: { type: 'string', maxLength: 255 },
  }
  return [
    ...inPath,
    ...inQuery,
    ...(kind === 'route' ? [workspace] : []),
    ...(kind === 'route' && idempotency ? [key] : []),
  ]
}
