import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

export const HTTP_METHODS = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'] as const
export type HttpMethod = (typeof HTTP_METHODS)[number]
/** What each wrapper attaches to its handler; null for a handler that no wrapper made. */
export type RouteKind = 'route' | 'session' | 'admin' | 'webhook' | 'cron' | 'public'
type Shaped = { shape?: Record<string, unknown> }
type Handler = { options?: { kind?: RouteKind | 'refusal'; body?: Shaped; query?: Shaped } }
/** The names a route's own schemas know. */
export type Fields = { body: string[]; query: string[] }
export type DiskRoute = { name: string; method: HttpMethod; path: string; kind: RouteKind | null; fields: Fields }

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
    const { kind = null, body, query } = handlers[method]?.options ?? {}
    const fields = { body: Object.keys(body?.shape ?? {}), query: Object.keys(query?.shape ?? {}) }
    // A method that only answers 405 is no route.
    return handlers[method] && kind !== 'refusal' ? [{ name: `${method} ${path}`, method, path, kind, fields }] : []
  })
}

export const isMutation = (method: string): boolean => method !== 'GET'
