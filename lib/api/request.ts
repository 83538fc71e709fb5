import { isUtf8 } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import { z } from 'zod'
import { presetsOf } from './aliases'
import { AppError, type ErrorCode } from './errors'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
export const MAX_BODY_BYTES = 1_000_000

/** The caller's request id when it is a UUID, else a new one. */
export function requestIdOf(request: Pick<Request, 'headers'>): string {
  const given = request.headers.get('x-request-id')
  return given && UUID.test(given) ? given.toLowerCase() : randomUUID()
}

const LOOPBACK = '127.0.0.1'

/** Client address from the platform's own hop; a header that the client can set is never read. */
export function ipOf(request: Request, trustedHeader: string | null): string {
  const address = trustedHeader ? request.headers.get(trustedHeader)?.split(',').at(-1)?.trim() : undefined
  return address && isIP(address) ? address : LOOPBACK
}

/** True for GET and for HEAD, which Next answers with the handler of GET. */
export const isRead = (request: Request): boolean => request.method === 'GET' || request.method === 'HEAD'

/** Reads the body as text, refusing it as soon as it is too large. Throws PAYLOAD_TOO_LARGE, INVALID_INPUT. */
export async function readText(request: Request, maxBytes = MAX_BODY_BYTES): Promise<string> {
  return toText(await readBytes(request, maxBytes))
}

/** Throws INVALID_INPUT for bytes that are no UTF-8: decoding would silently put other characters in their place. */
export function toText(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new AppError('INVALID_INPUT', 'The body is not valid UTF-8.')
  return bytes.toString('utf8')
}

export async function readBytes(request: Request, maxBytes = MAX_BODY_BYTES): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw new AppError('PAYLOAD_TOO_LARGE')
  if (!request.body) return Buffer.alloc(0)
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length
    if (size > maxBytes) {
      await reader.cancel()
      throw new AppError('PAYLOAD_TOO_LARGE')
    }
    chunks.push(next.value)
  }
  return Buffer.concat(chunks)
}

/** Throws UNSUPPORTED_MEDIA_TYPE when there is a body and it does not call itself JSON. */
export function requireJson(request: Request, text: string): void {
  const type = request.headers.get('content-type') ?? ''
  if (text !== '' && !/^application\/json\s*(;|$)/i.test(type)) throw new AppError('UNSUPPORTED_MEDIA_TYPE')
}

/** Parses JSON against a schema; an empty body is `{}`. Throws INVALID_INPUT with `details.fields`. */
export function parseJson<S extends z.ZodType>(text: string, schema: S): z.output<S> {
  let value: unknown
  try {
    value = text === '' ? {} : JSON.parse(text)
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'The body is not valid JSON.', { cause })
  }
  return parseInput(value, schema)
}

/** Fields whose own code a client branches on. */
export const FIELD_CODES: Record<string, ErrorCode> = {
  name: 'INVALID_CAMPAIGN_NAME',
  daily_limit: 'INVALID_DAILY_LIMIT',
  timezone: 'INVALID_TIMEZONE',
}

export function parseInput<S extends z.ZodType>(value: unknown, schema: S): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) fields[issue.path.join('.') || 'body'] ??= issue.message
  const names = Object.keys(fields)
  const code = names.length === 1 ? FIELD_CODES[names[0] ?? ''] : undefined
  throw new AppError(code ?? 'INVALID_INPUT', undefined, { details: { fields } })
}

/** Query parameters by name; a repeated one is refused by the schema, the workspace's is read elsewhere. */
export function readQuery<S extends z.ZodType>(request: Request, schema: S): z.output<S> {
  const values: Record<string, string | string[]> = {}
  const { pathname, searchParams } = new URL(request.url)
  for (const name of new Set(searchParams.keys())) {
    if (name === 'workspace_id') continue
    const all = searchParams.getAll(name)
    values[name] = all.length === 1 ? (all[0] ?? '') : all
  }
  return parseInput({ ...values, ...presetsOf(pathname) }, schema)
}

/** The chosen workspace: header or query, never the body. Throws MISSING_WORKSPACE_ID, INVALID_INPUT, WORKSPACE_NOT_FOUND. */
export function workspaceIdOf(request: Request): string {
  const header = request.headers.get('x-workspace-id')
  const query = new URL(request.url).searchParams.get('workspace_id')
  if (header && query && header !== query)
    throw new AppError('INVALID_INPUT', 'Header and query name different workspaces.')
  const id = header ?? query
  if (!id) throw new AppError('MISSING_WORKSPACE_ID')
  if (!UUID.test(id)) throw new AppError('WORKSPACE_NOT_FOUND')
  return id.toLowerCase()
}

export const IdParams = z.strictObject({ id: z.uuid() })
