import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { readState } from '@/local/state'

/**
 * A second database on the stack's own Postgres, and a second one on its Redis, that no control plane looks at: what a
 * verb leaves behind stays as it left it. Made once per set of migrations.
 */
export type Stores = { databaseUrl: string; redisUrl: string }
const LOCK = 7_301_955

export async function prepareQuietStores(): Promise<Stores> {
  const { app_env, postgres_url, redis_url } = readState()
  const name = `quiet_${fingerprint()}`
  const owner = inDatabase(postgres_url, name)
  const sql = postgres(postgres_url, { max: 1, onnotice: () => undefined })
  try {
    // Suites start side by side; the first one makes it, the others wait.
    await sql`select pg_advisory_lock(${LOCK})`
    const [known] = await sql`select from pg_database where datname = ${name}`
    if (!known) {
      await sql.unsafe(`create database ${name}`)
      await migrate(owner).catch(async (error: Error) => {
        await sql.unsafe(`drop database ${name} with (force)`)
        throw error
      })
    }
  } finally {
    await sql.end()
  }
  return { databaseUrl: inDatabase(app_env.DATABASE_URL ?? '', name), redisUrl: inDatabase(redis_url, '1') }
}

async function migrate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  await sql.unsafe(readFileSync(join('local', 'postgres', 'bootstrap.sql'), 'utf8')).simple()
  await sql.end()
  const supabase = join('node_modules', '.bin', 'supabase')
  await promisify(execFile)(supabase, ['migration', 'up', '--yes', '--db-url', url])
}

function inDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.toString()
}

function fingerprint(): string {
  const folder = join('supabase', 'migrations')
  const hash = createHash('sha256')
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)))
  return hash.digest('hex').slice(0, 12)
}
