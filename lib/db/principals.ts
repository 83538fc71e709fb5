import { type Kysely, type RawBuilder, sql } from 'kysely'
import { runtime } from '@/lib/runtime'
import { translateDatabaseError } from './errors'
import type { Database } from './schema'

/**
 * The three doors to Postgres (spec 01 §6). Each call is one transaction with its role and claims set; nothing set
 * means nothing seen. Errors leave translated: see `translateDatabaseError`.
 */
export type Tx = Kysely<Database>
type TxOptions = { isolation?: 'read committed' | 'repeatable read' }
export type Principal = {
  /** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
  <T>(work: (trx: Tx) => Promise<T>, options?: TxOptions): Promise<T>
  /** One statement that needs nothing from us in between: the whole transaction in a single round trip. */
  one<Row>(statement: RawBuilder<Row>): Promise<Row[]>
}

type Identity = { role: 'authenticated' | 'workspace_agent' | 'service_role'; userId?: string; workspaceId?: string }

const STATEMENT_TIMEOUT = '15s'
const LOCK_TIMEOUT = '2s'

function principal(identity: Identity): Principal {
  const claims = identity.userId === undefined ? '' : JSON.stringify({ sub: identity.userId, role: 'authenticated' })
  const identify = sql`select set_config('role', ${identity.role}, true), set_config('request.jwt.claims', ${claims}, true),
    set_config('sovereign.workspace_id', ${identity.workspaceId ?? ''}, true), set_config('sovereign.app', 'on', true),
    set_config('statement_timeout', ${STATEMENT_TIMEOUT}, true), set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`

  // Sent together, answered in order: begin and identity cost one round trip. All of them raw, so that none overtakes.
  const open = (trx: Tx, isolation: string) =>
    Promise.all([sql`begin isolation level ${sql.raw(isolation)}`.execute(trx), identify.execute(trx)])

  const run = <T>(work: (trx: Tx) => Promise<T>, { isolation = 'read committed' }: TxOptions = {}): Promise<T> =>
    connected(async (trx) => {
      await open(trx, isolation)
      return settle(trx, work)
    })

  const one: Principal['one'] = (statement) =>
    connected(async (trx) => {
      const [opened, answered, closed] = await Promise.allSettled([
        open(trx, 'read committed'),
        statement.execute(trx),
        // After a failed statement this is the rollback.
        sql`commit`.execute(trx),
      ])
      if (opened.status === 'rejected') throw opened.reason
      if (answered.status === 'rejected') throw answered.reason
      if (closed.status === 'rejected') throw closed.reason
      return answered.value.rows
    })
  return Object.assign(run, { one })
}

async function connected<T>(work: (trx: Tx) => Promise<T>): Promise<T> {
  try {
    return await runtime().db.connection().execute(work)
  } catch (error) {
    throw translateDatabaseError(error)
  }
}

async function settle<T>(trx: Tx, work: (trx: Tx) => Promise<T>): Promise<T> {
  try {
    const result = await work(trx)
    await sql`commit`.execute(trx)
    return result
  } catch (error) {
    // A lost connection has rolled back already; what matters is why the work failed.
    await sql`rollback`.execute(trx).catch(() => undefined)
    throw error
  }
}

/** A signed-in person: role `authenticated`, RLS by membership. */
export const asUser = (session: { userId: string }): Principal =>
  principal({ role: 'authenticated', userId: session.userId })

/** A webhook, job or sidecar: role `workspace_agent`, RLS pins it to this one workspace. */
export const asWorkspace = (workspaceId: string): Principal => principal({ role: 'workspace_agent', workspaceId })

/** Cross-tenant work only. `reason` names the need in code review and in the list the lint allows. */
export const asPlatform = (_reason: string): Principal => principal({ role: 'service_role' })
