import { z } from 'zod'
import type { Answers } from './answers'
import { ERROR_CODES, type ErrorCode, sentenceOf, statusOf } from './errors'
import { describeOperation } from './openapi-operation'
import { createScribe, type SchemaNames } from './openapi-schema'
import type { RateClass } from './rate-limit'

/** What a wrapper attaches to its handler, as far as the document needs it. */
export type DescribedRoute = {
  method: string
  path: string
  options: Answers<z.ZodType> & {
    kind: string
    permission?: string
    body?: z.ZodType
    query?: z.ZodType
    noun?: ErrorCode
    rateLimit?: RateClass
    idempotency?: 'required'
    whileFrozen?: boolean
    etag?: boolean
  }
}

/**
 * `public`: what people and their programs call, and all that strangers are shown. `internal`: the doors of machines, and
 * those of super admins, which for everyone else do not exist.
 */
export type Audience = 'public' | 'internal'
const KINDS: Record<Audience, string[]> = {
  public: ['route', 'session', 'public'],
  internal: ['webhook', 'cron', 'admin'],
}
const TITLES: Record<Audience, string> = { public: 'Sovereign', internal: 'Sovereign, internal' }

/** The OpenAPI 3.1 document of these routes, built from the same options that guard them (spec 02 §15). */
export function describeApi(routes: DescribedRoute[], audience: Audience, names: SchemaNames = new Map()) {
  const own = routes.filter(({ options, path }) => KINDS[audience].includes(options.kind) && !path.includes('[...'))
  const scribe = createScribe(names)
  const paths: Record<string, Record<string, ReturnType<typeof describeOperation>>> = {}
  for (const route of own) {
    const path = route.path.replaceAll('[', '{').replaceAll(']', '}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeOperation(route, scribe) }
  }
  const codes = new Set(
    Object.values(paths).flatMap((methods) => Object.values(methods).flatMap((one) => one['x-error-codes'])),
  )
  const Failure = scribe.write(FailureBody, 'output')
  return {
    openapi: '3.1.0',
    info: { title: TITLES[audience], version: '1' },
    paths,
    components: {
      schemas: { Failure, ...scribe.named() },
      responses: failures(ERROR_CODES.filter((code) => codes.has(code))),
      securitySchemes: SCHEMES[audience],
    },
  }
}

const FailureBody = z.object({
  data: z.null(),
  error: z.string(),
  code: z.enum(ERROR_CODES),
  details: z.record(z.string(), z.unknown()).optional(),
  request_id: z.uuid(),
})

const SESSION = { type: 'apiKey', in: 'cookie', name: '__Host-session' }
const BEARER = { type: 'http', scheme: 'bearer' }
const SCHEMES: Record<Audience, Record<string, unknown>> = {
  public: { session: SESSION, bearer: BEARER },
  internal: {
    session: SESSION,
    bearer: BEARER,
    signature: { type: 'apiKey', in: 'header', name: 'webhook-signature' },
  },
}

/** One response per status, with the sentence of each of its codes. */
function failures(codes: ErrorCode[]) {
  const byStatus = Map.groupBy(codes, statusOf)
  return Object.fromEntries(
    [...byStatus].sort(([a], [b]) => a - b).map(([status, own]) => [`Failure${status}`, failureOf(own)]),
  )
}

const failureOf = (codes: ErrorCode[]) => ({
  description: codes.map((code) => `\`${code}\`: ${sentenceOf(code)}`).join('\n\n'),
  content: {
    'application/json': {
      schema: { $ref: '#/components/schemas/Failure', properties: { code: { enum: codes } } },
    },
  },
})
