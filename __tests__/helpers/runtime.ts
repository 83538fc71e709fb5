import { generateKeyPairSync } from 'node:crypto'
import { type Runtime, startRuntime, type WebConfig } from '@/lib/runtime'
import { findState } from '@/local/state'

/**
 * A runtime on the running stack's own Postgres and Redis (or those of TEST_DATABASE_URL and TEST_REDIS_URL), connected
 * as the app's login. Call `close()` in afterAll.
 */
export function startTestRuntime(overrides: Partial<WebConfig> = {}): Runtime {
  const env = findState()?.app_env ?? {}
  const databaseUrl = process.env.TEST_DATABASE_URL ?? env.DATABASE_URL
  const redisUrl = process.env.TEST_REDIS_URL ?? env.REDIS_URL
  if (!databaseUrl || !redisUrl)
    throw new Error('No stack is up: run ./sovereign up --detach, or set TEST_DATABASE_URL and TEST_REDIS_URL')
  return startRuntime({
    process: 'tool',
    databaseUrl,
    databasePoolSize: 10,
    redisUrl,
    logLevel: process.env.TEST_LOG_LEVEL ?? 'silent',
    vaultKeys: env.VAULT_KEYS
      ? JSON.parse(env.VAULT_KEYS)
      : { current: 1, keys: { 1: Buffer.alloc(32, 7).toString('base64') } },
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
