import { timingSafeEqual } from 'node:crypto'
import type { Logger } from 'pino'
import { z } from 'zod'
import { assertSameOrigin } from '@/lib/auth/csrf'
import { requireSession, type Session } from '@/lib/auth/session'
import { webConfig } from '@/lib/runtime'
import type { Answers } from './answers'
import { type Answer, success, withStatus } from './envelope'
import { AppError } from './errors'
import { type Exchange, handleExchange } from './exchange'
import { countCall, type RateClass } from './rate-limit'
import { isRead, parseJson, readQuery, readText, requireJson } from './request'
import { Empty, type RouteContext, readId } from './route'

/** The other caller kinds: nobody (`publicRoute`), a session without workspace, super admins, machines, cron. */
type Common = { requestId: string; log: Logger; ip: string; request: Request }
type Input<B extends z.ZodType, Q extends z.ZodType> = { body?: B; query?: Q }
type Options<B extends z.ZodType, Q extends z.ZodType, R extends z.ZodType> = Answers<R> &
  Input<B, Q> & { rateLimit?: RateClass }
type Parsed<B extends z.ZodType, Q extends z.ZodType> = { body: z.output<B>; query: z.output<Q> }

async function parse<B extends z.ZodType, Q extends z.ZodType>(
  request: Request,
  options: Input<B, Q>,
): Promise<Parsed<B, Q>> {
  const text = isRead(request) ? '' : await readText(request)
  requireJson(request, text)
  return {
    body: parseJson(text, options.body ?? Empty) as z.output<B>,
    query: readQuery(request, options.query ?? Empty) as z.output<Q>,
  }
}

const answered = (answer: Answer | Response, options: { statuses?: readonly number[] }, requestId: string): Response =>
  answer instanceof Response ? answer : success(withStatus(answer, options), requestId)

/** No proof asked; counted by IP. `anyOrigin`: scripts of every site may read it, without credentials (spec 02 §13). */
export function publicRoute<R extends z.ZodType, B extends z.ZodType = Empty, Q extends z.ZodType = Empty>(
  options: Options<B, Q, R> & { anyOrigin?: true },
  handler: (input: Common & Parsed<B, Q>) => Promise<Answer<z.input<R>> | Response>,
) {
  const work = async (exchange: Exchange): Promise<Response> => {
    exchange.headers = await countCall(options.rateLimit ?? 'public', exchange.ip)
    const parsed = await parse(exchange.request, options)
    return answered(await handler({ ...exchange, ...parsed }), options, exchange.requestId)
  }
  const handle = async (request: Request): Promise<Response> => {
    const response = await handleExchange(request, work)
    if (options.anyOrigin) response.headers.set('Access-Control-Allow-Origin', '*')
    return response
  }
  return Object.assign(handle, { options: { kind: 'public' as const, ...options } })
}

/** A signed-in person, before any workspace is chosen. */
export function sessionRoute<R extends z.ZodType, B extends z.ZodType = Empty, Q extends z.ZodType = Empty>(
  options: Options<B, Q, R>,
  handler: (input: Common & Parsed<B, Q> & { session: Session }) => Promise<Answer<z.input<R>> | Response>,
) {
  const handle = (request: Request): Promise<Response> =>
    handleExchange(request, async (exchange) => {
      const session = await requireSession(request)
      if (!isRead(request)) assertSameOrigin(request)
      exchange.headers = await countCall(options.rateLimit ?? 'read', session.userId)
      const parsed = await parse(request, options)
      return answered(await handler({ ...exchange, ...parsed, session }), options, exchange.requestId)
    })
  return Object.assign(handle, { options: { kind: 'session' as const, ...options } })
}

/** Super admins only; to everyone else the path does not exist. */
export function adminRoute<R extends z.ZodType, B extends z.ZodType = Empty, Q extends z.ZodType = Empty>(
  options: Options<B, Q, R>,
  handler: (
    input: Common & Parsed<B, Q> & { session: Session; params: { id: string } },
  ) => Promise<Answer<z.input<R>> | Response>,
) {
  const handle = (request: Request, { params }: RouteContext): Promise<Response> =>
    handleExchange(request, async (exchange) => {
      const session = await requireSession(request)
      if (!isRead(request)) assertSameOrigin(request)
      if (!session.superAdmin) throw new AppError('NOT_FOUND')
      exchange.headers = await countCall(options.rateLimit ?? 'admin', session.userId)
      const id = readId(await params)
      const parsed = await parse(request, options)
      return answered(await handler({ ...exchange, ...parsed, session, params: { id } }), options, exchange.requestId)
    })
  return Object.assign(handle, { options: { kind: 'admin' as const, ...options } })
}

const Enqueued = z.object({ enqueued: z.array(z.string()) })

/** Vercel's cron or an operator: `Authorization: Bearer CRON_SECRET`; never a session. */
export function cronRoute(handler: (input: Common & { job: string }) => Promise<Answer<z.input<typeof Enqueued>>>) {
  const handle = (request: Request, { params }: RouteContext): Promise<Response> =>
    handleExchange(request, async (exchange) => {
      const { cronSecret } = webConfig()
      if (!cronSecret) throw new AppError('CONTROL_PLANE_UNAVAILABLE')
      const expected = Buffer.from(`Bearer ${cronSecret}`)
      const given = Buffer.from(request.headers.get('authorization') ?? '')
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new AppError('UNAUTHORIZED')
      const { job } = await params
      return success(await handler({ ...exchange, job: String(job) }), exchange.requestId)
    })
  return Object.assign(handle, { options: { kind: 'cron' as const, response: Enqueued } })
}
