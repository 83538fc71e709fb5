import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import postgres, { type Sql } from 'postgres'
import { type Runtime, startRuntime } from '@/lib/runtime'
import { prepareDatabase } from '@/local/postgres/prepare'

/**
 * A Postgres and a Redis that a suite may flush, stop and restart without hurting the running stack, and replicas of
 * the control plane's relay and workers as processes of their own.
 */
export type Effect = { id: string; job: string; pid: number; at: number }
export type Replica = { process: ChildProcess; exited: Promise<number | null> }
export type OwnStack = Awaited<ReturnType<typeof startOwnStack>>

export async function startOwnStack() {
  const folder = mkdtempSync(join(tmpdir(), 'sovereign-jobs-'))
  chmodSync(folder, 0o777)
  mkdirSync(join(folder, 'redis'))
  const [postgresPort, redisPort] = await Promise.all([freePort(), freePort()])
  const ownerUrl = `postgresql://postgres:postgres@127.0.0.1:${postgresPort}/postgres`
  const databaseUrl = `postgresql://sovereign_app:app@127.0.0.1:${postgresPort}/postgres`
  const redisUrl = `redis://127.0.0.1:${redisPort}`
  const effectsFile = join(folder, 'effects')
  const replicas: Replica[] = []
  const own: { postgres?: ChildProcess; redis?: ChildProcess } = {}

  const database = (mode: string) =>
    tsx('own-postgres.ts', [join(folder, 'postgres'), String(postgresPort), mode], process.env)
  const startPostgres = async () => {
    own.postgres = database('start')
    await said(own.postgres, 'ready')
  }
  const startRedis = async () => {
    const args = ['--port', String(redisPort), '--bind', '127.0.0.1', '--dir', join(folder, 'redis'), '--save', '']
    own.redis = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] })
    await said(own.redis, 'Ready to accept connections')
  }

  await Promise.all([exit(database('initialise')).then(startPostgres), startRedis()])
  await prepareDatabase(ownerUrl, 'app')
  const sql: Sql = postgres(ownerUrl, { max: 2, onnotice: () => undefined })
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null })
  redis.on('error', () => undefined)

  const startReplica = async (env: Record<string, string> = {}): Promise<Replica> => {
    const replica = tsx('replica.ts', [], {
      ...process.env,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      EFFECTS_FILE: effectsFile,
      ...env,
    })
    const exited = exit(replica)
    replicas.push({ process: replica, exited })
    await said(replica, 'ready')
    return { process: replica, exited }
  }
  const stopReplicas = async () => {
    for (const replica of replicas) replica.process.kill('SIGKILL')
    await Promise.all(replicas.splice(0).map(({ exited }) => exited))
  }

  return {
    sql,
    redis,
    ownerUrl,
    databaseUrl,
    redisUrl,
    startReplica,
    stopReplicas,
    startRedis,
    startPostgres,
    stopRedis: () => stop(own.redis, 'SIGKILL'),
    stopPostgres: () => stop(own.postgres, 'SIGTERM'),
    effects: (): Effect[] => {
      const lines = read(effectsFile).split('\n').filter(Boolean)
      return lines.map((line) => JSON.parse(line) as Effect)
    },
    reset: async () => {
      await stopReplicas()
      rmSync(effectsFile, { force: true })
      await redis.flushall()
      await sql`truncate platform.outbox, platform.dead_letters`
    },
    close: async () => {
      await stopReplicas()
      redis.disconnect()
      await sql.end()
      await Promise.all([stop(own.redis, 'SIGKILL'), stop(own.postgres, 'SIGTERM')])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The runtime of this very process on that stack. */
export const startOwnRuntime = (stack: OwnStack): Runtime =>
  startRuntime({
    process: 'tool',
    databaseUrl: stack.databaseUrl,
    databasePoolSize: 2,
    redisUrl: stack.redisUrl,
    logLevel: 'silent',
    vaultKeys: { current: 1, keys: { 1: Buffer.alloc(32, 1).toString('base64') } },
    superAdminIds: [],
  })

const tsx = (file: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', join(__dirname, file), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })

const exit = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('exit', resolve))

async function stop(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const ended = exit(child)
  child.kill(signal)
  await ended
}

function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`Ended with ${code} before it said "${word}"`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes(word)) resolve()
    })
  })
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
