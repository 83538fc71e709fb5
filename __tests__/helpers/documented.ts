import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type DescribedRoute, describeApi } from '@/lib/api/openapi-document'

/** Holds answers against docs/openapi.json and its internal sister, as a caller who has nothing else would. */
type Json = { [key: string]: Json } & { $ref?: string; type?: string; content?: Json }
type Operation = { 'x-error-codes': string[]; responses: Record<string, Json> }
type Document = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Json>; responses: Record<string, Json> }
}
type Answer = { status: number; type: string; text: string }
type Place = { document: Document; template: RegExp; parameters: number; operations: Record<string, Operation> }

const read = (name: string): Document => JSON.parse(readFileSync(join(process.cwd(), 'docs', name), 'utf8'))
const places: Place[] = [read('openapi.json'), read('openapi-internal.json')].flatMap((document) =>
  Object.entries(document.paths).map(([path, operations]) => ({
    ...{ document, operations, parameters: path.split('{').length - 1 },
    template: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
  })),
)
const schemas = new Map<string, z.ZodType>()

/** What is wrong with an answer: its status, its code, its media type or any field is not in the document. Null when nothing is. */
export function complaintAboutAnswer(method: string, url: string, answer: Answer): string | null {
  const path = (url.split('?')[0] ?? '').replace('/api/v1/', '/api/')
  const fitting = places.filter(({ template }) => template.test(path)).sort(mostSpecific)
  const own = fitting.filter(({ template }) => template.source === fitting[0]?.template.source)
  // An address that nobody can read is no route's.
  if (own.length === 0 || !isDecodable(path)) return null
  for (const { document, operations } of own) {
    const operation = operations[method.toLowerCase()]
    if (operation) return complaintAboutOperation({ document, operation }, `${method} ${path}`, answer)
  }
  return answer.status === 405 ? null : `no document has ${method} ${path}`
}

/** A handler as a route file exports it. */
export type Door = ((request: Request) => Promise<Response>) & { options?: DescribedRoute['options'] }
const doors = new WeakMap<Door, { document: Document; operation: Operation } | null>()

/** The same for a handler called in this process, wherever it stands. */
export function complaintAboutDoor(handler: Door, answer: Answer): string | null {
  if (!doors.has(handler)) doors.set(handler, describeDoor(handler))
  const door = doors.get(handler)
  return door ? complaintAboutOperation(door, `POST ${handler.options?.kind}`, answer) : null
}

function describeDoor({ options }: Door) {
  if (!options) return null
  const audience = options.kind === 'webhook' ? 'internal' : 'public'
  const described = describeApi([{ method: 'POST', path: '/api/door', options }], audience)
  const document = JSON.parse(JSON.stringify(described)) as Document
  const operation = document.paths['/api/door']?.post
  return operation ? { document, operation } : null
}

/** `/campaigns/health` is no campaign. */
const mostSpecific = (a: Place, b: Place): number => a.parameters - b.parameters

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

function complaintAboutOperation(
  { document, operation }: { document: Document; operation: Operation },
  name: string,
  { status, type, text }: Answer,
): string | null {
  const declared = operation.responses[status]
  if (!declared) return `${name} declares no ${status}`
  if (!declared.$ref && !declared.content) return text === '' ? null : `${status} has a body`
  const response = resolve(document, declared)
  const media = type.split(';')[0] ?? ''
  const schema = response.content?.[media]?.schema
  if (!schema) return `${name} declares no ${media} for ${status}`
  if (media !== 'application/json') return null
  const body: unknown = JSON.parse(text)
  const code = z.object({ code: z.string() }).safeParse(body).data?.code
  if (code && !operation['x-error-codes'].includes(code)) return `${name} declares no ${code}`
  const wrong = validatorOf(document, schema).safeParse(body).error
  return wrong ? `the answer of ${name} is not what it declares: ${z.prettifyError(wrong)}` : null
}

const resolve = (document: Document, response: Json): Json =>
  response.$ref ? (document.components.responses[response.$ref.split('/').at(-1) ?? ''] ?? response) : response

function validatorOf({ components }: Document, schema: Json): z.ZodType {
  const key = JSON.stringify(schema)
  const known = schemas.get(key)
  if (known) return known
  const { $ref, ...rest } = schema
  const whole = { ...($ref ? { allOf: [{ $ref }] } : rest), $defs: components.schemas }
  const text = JSON.stringify(closed(whole)).replaceAll('#/components/schemas/', '#/$defs/')
  const validator = z.fromJSONSchema(JSON.parse(text))
  schemas.set(key, validator)
  return validator
}

/** The same, with no room for fields that the document does not name. */
function closed<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(closed) as T
  if (typeof schema !== 'object' || schema === null) return schema
  const own = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  const isShape = 'properties' in own && own.type === 'object' && !('additionalProperties' in own)
  return { ...own, ...(isShape && { additionalProperties: false }) } as T
}
