import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { z } from 'zod'
import type { DescribedRoute } from '@/lib/api/openapi-document'

export const HTTP_METHODS = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'] as const
export type HttpMethod = (typeof HTTP_METHODS)[number]
/** What each wrapper attaches to its handler; null for a handler that no wrapper made. */
export type RouteKind = 'route' | 'session' | 'admin' | 'webhook' | 'cron' | 'public'
type Options = Omit<DescribedRoute['options'], 'kind'> & { kind: RouteKind | 'refusal' }
type Handler = { options?: Options }
/** The names a route's own schemas know. */
export type Fields = { body: string[]; query: string[] }
export type DiskRoute = {
  name: string
  method: HttpMethod
  path: string
  kind: RouteKind | null
  fields: Fields
  options: Options | undefined
}

const api = join(process.cwd(), 'app', 'api')

const pathOf = (file: string): string =>
  `/api/${relative(api, file).split(sep).slice(0, -1).join('/')}`.replace(/\/$/, '')

/** Every exported method of every route file under app/api, read from disk and from the module itself. */
export async function listRoutes(): Promise<DiskRoute[]> {
  const files = readdirSync(api, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(`route.ts`))
    .map((file) => join(api, file))
  const routes = await Promise.all(files.map(routesOf))
  return routes.flat().sort((a, b) => a.name.localeCompare(b.name))
}

async function routesOf(file: string): Promise<DiskRoute[]> {
  const handlers: Record<string, Handler | undefined> = await import(file)
  const path = pathOf(file)
  return HTTP_METHODS.flatMap((method) => {
    const options = handlers[method]?.options
    const kind = options?.kind ?? null
    const fields = { body: namesOf(options?.body), query: namesOf(options?.query) }
    // A method that only answers 405 is no route.
    return handlers[method] && kind !== 'refusal'
      ? [{ name: `${method} ${path}`, method, path, kind, fields, options }]
      : []
  })
}

const namesOf = (schema: z.ZodType | undefined): string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : []

export const isMutation = (method: string): boolean => method !== 'GET'
