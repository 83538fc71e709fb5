import { Redis } from 'ioredis'
import type { Kysely } from 'kysely'
import { type Logger, pino } from 'pino'
import { createVault, type Vault, type VaultKeys } from '@/lib/credentials/vault'
import { connectDatabase } from '@/lib/db/client'
import type { Database } from '@/lib/db/schema'

/**
 * What a process is made of: its pool, Redis, vault, log and settings. Started once at boot by whoever read the
 * environment (instrumentation.ts, control-plane/src/index.ts, a test); lib itself never reads it.
 */
export type RuntimeConfig = {
  process: 'web' | 'control-plane' | 'tool'
  /** The release, as shown by the health routes. */
  version?: string
  databaseUrl: string
  databasePoolSize: number
  redisUrl: string
  logLevel: string
  vaultKeys: VaultKeys
  superAdminIds: string[]
  /** Web only; other processes have no signed-in callers. */
  web?: WebConfig
}

export type WebConfig = {
  origin: string
  /** Client address header set by the platform's own hop; null when the socket's address is the client. */
  trustedIpHeader: string | null
  cronSecret: string | null
  signIn: LocalSignInConfig | ClerkSignInConfig
  /** Multiplies every rate limit; 1 in production. */
  rateLimitFactor: number
}
export type DemoUser = { email: string; password: string; label: string }
export type LocalSignInConfig = {
  kind: 'local'
  privateKeyPem: string
  showDemoUsers: boolean
  demoUsers?: DemoUser[]
}
export type ClerkSignInConfig = { kind: 'clerk'; jwtKey: string; authorizedParties: string[]; webhookSecret: string }

export type Runtime = {
  config: RuntimeConfig
  db: Kysely<Database>
  redis: Redis
  vault: Vault
  log: Logger
  close: () => Promise<void>
}

// Next bundles a module into several chunks; one registry on globalThis keeps one pool per process.
const registry = globalThis as typeof globalThis & { __sovereign?: Runtime }

/** Builds the runtime and makes it the process's one. Connections are lazy: a dead database does not stop the boot. */
export function startRuntime(config: RuntimeConfig): Runtime {
  const log = pino({ level: config.logLevel, base: { process: config.process } })
  const { db, close } = connectDatabase({
    url: config.databaseUrl,
    poolSize: config.databasePoolSize,
    applicationName: `sovereign-${config.process}`,
  })
  const redis = new Redis(config.redisUrl, { lazyConnect: true, enableOfflineQueue: false, maxRetriesPerRequest: 1 })
  redis.on('error', (error: Error) => log.debug({ err: error.message }, 'redis_error'))
  redis.connect().catch((error: Error) => log.warn({ err: error.message }, 'redis_unavailable'))
  const runtime: Runtime = {
    config,
    db,
    redis,
    vault: createVault(config.vaultKeys),
    log,
    close: async () => {
      redis.disconnect()
      await close()
    },
  }
  registry.__sovereign = runtime
  return runtime
}

export function runtime(): Runtime {
  if (!registry.__sovereign) throw new Error('startRuntime() has not run in this process')
  return registry.__sovereign
}

/** The web process's settings. Throws in any other process. */
export function webConfig(): WebConfig {
  const { web } = runtime().config
  if (!web) throw new Error('This process serves no signed-in callers')
  return web
}
