import postgres, { type Sql } from 'postgres'
import { prepareDatabase } from '@/local/postgres/prepare'
import { loadSecrets } from '@/local/secrets'
import { seedPeople } from '@/local/seed/people'
import type { StackState } from '@/local/state'

const NAME = 'bench'
const inBench = (url: string) => Object.assign(new URL(url), { pathname: `/${NAME}` }).href

export type BenchDatabase = { ownerUrl: string; appUrl: string }

/** The benchmarks' own database on the stack's Postgres: the demo's data stays as it is. */
export const benchDatabase = (state: StackState): BenchDatabase => ({
  ownerUrl: inBench(state.postgres_url),
  appUrl: inBench(state.app_env.DATABASE_URL ?? ''),
})

/** The state as a process sees it that works on the benchmarks' database. */
export const onBenchDatabase = (state: StackState): StackState => ({
  ...state,
  postgres_url: inBench(state.postgres_url),
  app_env: { ...state.app_env, DATABASE_URL: inBench(state.app_env.DATABASE_URL ?? '') },
})

export const isBenchDatabase = async (state: StackState): Promise<boolean> => {
  const sql = postgres(state.postgres_url, { max: 1 })
  try {
    return (await sql`select from pg_database where datname = ${NAME}`).count > 0
  } finally {
    await sql.end()
  }
}

/** Removes the old one and makes a new one, migrated, with the demo's people to sign in as. */
export async function createBenchDatabase(state: StackState): Promise<void> {
  const admin = postgres(state.postgres_url, { max: 1, onnotice: () => {} })
  try {
    await admin.unsafe(`drop database if exists ${NAME} with (force)`)
    await admin.unsafe(`create database ${NAME} template template0`)
  } finally {
    await admin.end()
  }
  const { ownerUrl, appUrl } = benchDatabase(state)
  await prepareDatabase(ownerUrl, new URL(appUrl).password)
  const sql = connectBench(state)
  await seedPeople(sql, loadSecrets().demo_password)
  await sql.end()
}

/** One connection as the owner, set for bulk work; commits wait for the disk only where that is measured. */
export const connectBench = (state: StackState, synchronous_commit: 'on' | 'off' = 'off'): Sql =>
  postgres(benchDatabase(state).ownerUrl, {
    max: 1,
    onnotice: () => {},
    connection: { jit: false, synchronous_commit, work_mem: '128MB', maintenance_work_mem: '512MB' },
  })
