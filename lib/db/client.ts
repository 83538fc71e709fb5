import { Kysely } from 'kysely'
import { PostgresJSDialect } from 'kysely-postgres-js'
import { createPool } from './pool'
import type { Database } from './schema'

export type DatabaseConfig = { url: string; poolSize: number; applicationName: string }

const TRANSACTION_POOLER_PORT = '6543'
const TIMESTAMPTZ = 1184
const INT8 = 20
const DATE = 1082

/** A pool whose rows speak the product's types: ISO strings for instants and days, numbers for bigint. Connects lazily. */
export function connectDatabase(config: DatabaseConfig): { db: Kysely<Database>; close: () => Promise<void> } {
  const sql = createPool(config.url, config.poolSize, {
    idle_timeout: 30,
    connect_timeout: 10,
    onnotice: () => {},
    // A transaction pooler hands every transaction another backend, which knows no prepared statement of ours.
    prepare: new URL(config.url).port !== TRANSACTION_POOLER_PORT,
    connection: { application_name: config.applicationName },
    types: {
      instant: {
        to: TIMESTAMPTZ,
        from: [TIMESTAMPTZ],
        serialize: String,
        parse: (v: string) => new Date(v).toISOString(),
      },
      bigint: { to: INT8, from: [INT8], serialize: String, parse: Number },
      day: { to: DATE, from: [DATE], serialize: String, parse: (v: string) => v },
    },
  })
  const db = new Kysely<Database>({ dialect: new PostgresJSDialect({ postgres: sql }) })
  return { db, close: () => sql.end({ timeout: 5 }) }
}
