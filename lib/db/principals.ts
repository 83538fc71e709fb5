import { type Kysely, sql } from 'kysely'
import { runtime } from '@/lib/runtime'
import { translateDatabaseError } from './errors'
import { type Answers, pipeline, type Statements } from './pipeline'
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
  /** Statements that need nothing from us in between: the whole transaction in a single round trip. */
  batch<Rows extends unknown[]>(...statements: Statements<Rows>): Promise<Answers<Rows>>
  /** Statements that only read, which Postgres makes sure of: the whole transaction in a single round trip. */
  read<Rows extends unknown[]>(...statements: Statements<Rows>): Promise<Answers<Rows>>
}

type Identity = { role: 'authenticated' | 'workspace_agent' | 'service_role'; userId?: string; workspaceId?: string }

const STATEMENT_TIMEOUT = '15s'
const LOCK_TIMEOUT = '2s'

function principal(identity: Identity): Principal {
  const claims = identity.userId === undefined ? '' : JSON.stringify({ sub: identity.userId, role: 'authenticated' })
  const identify = sql`select set_config('role', ${identity.role}, true), set_config('request.jwt.claims', ${claims}, true),
    set_config('sovereign.workspace_id', ${identity.workspaceId ?? ''}, true), set_config('sovereign.app', 'on', true),
    set_config('statement_timeout', ${STATEMENT_TIMEOUT}, true), set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`

  const open = (isolation: string) => [sql`begin isolation level ${sql.raw(isolation)}`, identify]

  const run = <T>(work: (trx: Tx) => Promise<T>, { isolation = 'read committed' }: TxOptions = {}): Promise<T> =>
    connected((trx) =>
      settle(trx, async () => {
        await pipeline(trx, open(isolation))
        return work(trx)
      }),
    )

  // The last look before the commit fails unless the transaction is whole, and then the answers count for nothing. So does that
  // of a statement whose plan had expired: postgres.js sends it again, after the commit and without a role that may do anything.
  const together =
    (mode: string) =>
    <Rows extends unknown[]>(...statements: Statements<Rows>) =>
      connected(async (trx) => {
        const ending = [sql`select 1`, sql`commit`]
        return (await pipeline(trx, [...open(mode), ...statements, ...ending])).slice(2, -ending.length)
      }) as Promise<Answers<Rows>>
  const [batch, read] = [together('read committed'), together('read committed read only')]
  return Object.assign(run, { batch, read })
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
