import type { Logger } from 'pino'
import { AppError } from '@/lib/api/errors'
import type { Principal } from '@/lib/db/principals'
import { can, type Permission, type Role } from './permissions'

/** Who acts. The audit log records `type` and `id`; only people and keys have a role. */
export type Actor =
  | { type: 'user'; id: string; role: Role }
  | { type: 'super_admin'; id: string }
  | { type: 'webhook'; id: string }
  | { type: 'job'; id: string }
  | { type: 'system'; id: string }

/** What every verb receives: one workspace, one actor, and the door to the database that fits them. */
export type Ctx = {
  workspaceId: string
  actor: Actor
  db: Principal
  requestId: string
  log: Logger
  ip?: string
  userAgent?: string
}

/** Throws FORBIDDEN unless the actor holds the permission. Machine actors act with the rights of the job they run. */
export function authorize(ctx: Pick<Ctx, 'actor'>, permission: Permission): void {
  if (ctx.actor.type === 'user' && !can(ctx.actor.role, permission)) throw new AppError('FORBIDDEN')
}

/** The context argument of the database's audit functions. */
export function auditContext(ctx: Ctx, reason?: string) {
  return {
    actor: { type: ctx.actor.type, id: ctx.actor.id },
    request_id: ctx.requestId,
    ip: ctx.ip ?? null,
    user_agent: ctx.userAgent ?? null,
    reason: reason ?? null,
  }
}
