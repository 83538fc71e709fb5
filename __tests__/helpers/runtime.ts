import { generateKeyPairSync } from 'node:crypto'
import { type Runtime, startRuntime, type WebConfig } from '@/lib/runtime'
import { readState } from '@/local/state'
import type { Stores } from './quiet-database'

/** A runtime on the running stack's own Postgres and Redis, or on `stores`, as the app's login. `close()` it in afterAll. */
export function startTestRuntime(overrides: Partial<WebConfig> = {}, stores?: Stores): Runtime {
  const env = readState().app_env
  return startRuntime({
    process: 'tool',
    databaseUrl: stores?.databaseUrl ?? env.DATABASE_URL ?? '',
    databasePoolSize: 10,
    redisUrl: stores?.redisUrl ?? env.REDIS_URL ?? '',
    logLevel: process.env.TEST_LOG_LEVEL ?? 'silent',
    vaultKeys: JSON.parse(env.VAULT_KEYS ?? '{}'),
    superAdminIds: ['super-admin'],
    web: {
      origin: 'http://127.0.0.1:3000',
      trustedIpHeader: 'x-test-ip',
      cronSecret: 'cron-secret-of-the-tests',
      signIn: { kind: 'local', privateKeyPem: testKey(), showDemoUsers: false },
      rateLimitFactor: 1_000,
      ...overrides,
    },
  })
}

const testKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
