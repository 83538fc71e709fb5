import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryExecutorProvider,
} from 'kysely'
import type { Database } from './schema'

/** SQL of our own or a query of the builder. */
export type Statement<Row> = { compile(provider: QueryExecutorProvider): CompiledQuery<Row> }
export type Statements<Rows extends unknown[]> = { [K in keyof Rows]: Statement<Rows[K]> }
export type Answers<Rows extends unknown[]> = { [K in keyof Rows]: Rows[K][] }

/**
 * Sends statements together down the one connection of `on`, answered in their order: one round trip, where Kysely would
 * wait for each answer. Rejects with the first failure, once all are answered.
 */
export const pipeline = (on: QueryExecutorProvider, statements: Statement<unknown>[]): Promise<unknown[][]> =>
  on.getExecutor().provideConnection(async (connection) => {
    const sent = statements.map((statement) => connection.executeQuery(statement.compile(on)))
    const settled = await Promise.allSettled(sent)
    return settled.map((one) => {
      if (one.status === 'rejected') throw one.reason
      return one.value.rows
    })
  })

/** Composes queries to be sent together later; it has no connection and runs none. */
export const compose = new Kysely<Database>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})
