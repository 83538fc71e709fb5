import { AppError } from './errors'
import { handleExchange } from './exchange'
import type { RouteContext } from './route'

const METHODS = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'] as const
type Method = (typeof METHODS)[number]
type Handler = (request: Request, context: RouteContext) => Promise<Response>
type Refusal = ((request: Request) => Promise<Response>) & { options: { kind: 'refusal' } }

/**
 * The exports of a route file: its handlers, 405 METHOD_NOT_ALLOWED with `Allow` for every other method, and a preflight
 * that allows no other origin anything (spec 02 §1, §13). Next would answer both without the envelope.
 */
export function methods<H extends Partial<Record<Method, Handler>>>(
  handlers: H,
): H & Record<Exclude<Method, keyof H>, Refusal> & { OPTIONS: () => Response } {
  const own = METHODS.filter((method) => handlers[method])
  const Allow = [...own, ...(handlers.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  const refusal = refuse(Allow)
  const refusals = Object.fromEntries(METHODS.map((method) => [method, refusal])) as Record<Method, Refusal>
  const preflight = () => new Response(null, { status: 204, headers: { Allow } })
  return { ...refusals, ...handlers, OPTIONS: preflight }
}

function refuse(Allow: string): Refusal {
  const handle = (request: Request): Promise<Response> =>
    handleExchange(request, (exchange) => {
      exchange.headers = { Allow }
      return Promise.reject(new AppError('METHOD_NOT_ALLOWED'))
    })
  return Object.assign(handle, { options: { kind: 'refusal' as const } })
}
