import { z } from 'zod'
import { authorize, type Ctx } from '@/lib/auth/context'
import { assertSameOrigin } from '@/lib/auth/csrf'
import { type Membership, membershipOf } from '@/lib/auth/membership'
import type { Permission } from '@/lib/auth/permissions'
import { claimedUser, requireSession } from '@/lib/auth/session'
import { asUser } from '@/lib/db/principals'
import type { Answers } from './answers'
import { type Answer, success, withStatus } from './envelope'
import { AppError, type ErrorCode } from './errors'
import { answerUnlessKnown } from './etag'
import { type Exchange, handleExchange } from './exchange'
import { idempotencyKeyOf, once } from './idempotency'
import { countCall, type RateClass } from './rate-limit'
import { IdParams, isRead, parseJson, readQuery, readText, requireJson, workspaceIdOf } from './request'

/**
 * The wrapper of every route that a signed-in person calls. Stages, in this order: request id, IP limit, authenticate,
 * workspace, permission, caller's limit, parse, idempotency, handler, envelope, log line (spec 02 §1).
 * Behaviour differs by options, never by looking at the path.
 */
export type RouteOptions<B extends z.ZodType, Q extends z.ZodType, R extends z.ZodType> = Answers<R> & {
  permission: Permission
  body?: B
  query?: Q
  /** Code of the noun behind `[id]`: a malformed id, a missing row and another tenant's look the same. */
  noun?: ErrorCode
  rateLimit?: RateClass
  /** Every mutation takes an Idempotency-Key; this one insists. */
  idempotency?: 'required'
  /** Still works while the workspace is frozen; the verb decides what is left to do. */
  whileFrozen?: boolean
  /** Answers carry an ETag of their content, and 304 goes to who knows it already. */
  etag?: boolean
}

export type RouteInput<B extends z.ZodType, Q extends z.ZodType> = {
  ctx: Ctx
  body: z.output<B>
  query: z.output<Q>
  params: { id: string }
  idempotencyKey: string | null
  request: Request
}
export type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> }
export const Empty = z.strictObject({})
export type Empty = typeof Empty

export function route<R extends z.ZodType, B extends z.ZodType = Empty, Q extends z.ZodType = Empty>(
  options: RouteOptions<B, Q, R>,
  handler: (input: RouteInput<B, Q>) => Promise<Answer<z.input<R>> | Response>,
) {
  const handle = (request: Request, { params }: RouteContext): Promise<Response> =>
    handleExchange(request, async (exchange) => {
      const ctx = await contextOf(exchange, options)
      exchange.log = ctx.log
      exchange.headers = await countCaller(exchange.request, ctx, options.rateLimit)
      const key = idempotencyKeyOf(request)
      if (options.idempotency === 'required' && !key) throw new AppError('IDEMPOTENCY_KEY_REQUIRED')
      const id = readId(await params, options.noun)
      const text = isRead(request) ? '' : await readText(request)
      requireJson(request, text)
      const body = parseJson(text, options.body ?? Empty) as z.output<B>
      const query = readQuery(request, options.query ?? Empty) as z.output<Q>

      const work = async () => {
        const given = await handler({ ctx, body, query, params: { id }, idempotencyKey: key, request })
        if (given instanceof Response) return given
        const answer = withStatus(given, options)
        return options.etag ? answerUnlessKnown(request, answer, ctx.requestId) : success(answer, ctx.requestId)
      }
      if (!key || isRead(request)) return work()
      const path = `${request.method} ${new URL(request.url).pathname}`
      const { workspaceId, requestId } = ctx
      return once({ workspaceId, actor: ctx.actor.id, route: path, key, body: text, requestId }, work)
    })
  return Object.assign(handle, { options: { kind: 'route' as const, ...options } })
}

/** A malformed id is refused like a missing one. Routes without an id get ''. */
export function readId(params: Record<string, unknown> | undefined, noun: ErrorCode = 'NOT_FOUND'): string {
  // Next gives a route without a dynamic segment no params at all.
  if (!params || !('id' in params)) return ''
  const parsed = IdParams.safeParse({ id: params.id })
  if (!parsed.success) throw new AppError(noun)
  return parsed.data.id
}

async function contextOf(
  exchange: Exchange,
  options: Pick<RouteOptions<z.ZodType, z.ZodType, z.ZodType>, 'permission' | 'whileFrozen'>,
): Promise<Ctx> {
  const { request, requestId, ip, log } = exchange
  const mutates = !isRead(request)
  const ahead = mutates ? membershipAhead(request) : null
  const session = await requireSession(request)
  if (mutates) assertSameOrigin(request)
  const workspaceId = workspaceIdOf(request)
  const membership = (await ahead) ?? (await membershipOf(session, workspaceId, { cached: !mutates }))
  if (!membership) throw new AppError('WORKSPACE_NOT_FOUND')
  const userAgent = request.headers.get('user-agent')
  const ctx: Ctx = {
    workspaceId,
    actor: { type: 'user', id: session.userId, role: membership.role },
    db: asUser(session),
    requestId,
    log: log.child({ workspace_id: workspaceId, user_id: session.userId }),
    ip,
    ...(userAgent && { userAgent }),
  }
  authorize(ctx, options.permission)
  if (mutates && !options.whileFrozen && membership.workspace.status !== 'active')
    throw new AppError('WORKSPACE_FROZEN')
  return ctx
}

/** Asked while the session is still being looked at, and worth nothing until that holds. */
function membershipAhead(request: Request): Promise<Membership | null> {
  const ask = async () => {
    const claimed = await claimedUser(request)
    return claimed && membershipOf(claimed, workspaceIdOf(request))
  }
  // What goes wrong here goes wrong again in its turn.
  return ask().catch(() => null)
}

function countCaller(request: Request, ctx: Ctx, given: RateClass | undefined): Promise<Record<string, string>> {
  const name = given ?? (isRead(request) ? 'read' : 'mutate')
  return countCall(name, name === 'toggle' || name === 'batch' ? ctx.actor.id : ctx.workspaceId)
}
