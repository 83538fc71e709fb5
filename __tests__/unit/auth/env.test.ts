import { generateKeyPairSync } from 'node:crypto'
import { readEnv } from '@/app/env'

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const privatePem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()

const local: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgresql://app:secret@db.example.com:5432/postgres',
  REDIS_URL: 'redis://cache.example.com:6379',
  VAULT_KEYS: JSON.stringify({ current: 1, keys: { 1: Buffer.alloc(32, 7).toString('base64') } }),
  APP_ORIGIN: 'http://127.0.0.1:3000/',
  ALLOW_LOCAL_SIGN_IN: 'loopback',
  LOCAL_SIGN_IN_PRIVATE_KEY: privatePem,
}
const clerk: NodeJS.ProcessEnv = {
  ...local,
  ALLOW_LOCAL_SIGN_IN: '',
  LOCAL_SIGN_IN_PRIVATE_KEY: '',
  APP_ORIGIN: 'https://app.example.com',
  TRUSTED_IP_HEADER: 'x-real-ip',
  CLERK_JWT_KEY: publicPem.replaceAll('\n', '\\n'),
  CLERK_AUTHORIZED_PARTIES: 'https://app.example.com, https://www.example.com',
  CLERK_WEBHOOK_SECRET: 'whsec_c2VjcmV0',
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k',
}
const complaint = (env: NodeJS.ProcessEnv): string => {
  try {
    readEnv(env)
    return ''
  } catch (error) {
    return String(error)
  }
}

describe('the environment of the web process', () => {
  test('the local stack: production build, loopback origin, local sign-in asked for', () => {
    const { web, databasePoolSize } = readEnv(local)
    expect(web).toMatchObject({ origin: 'http://127.0.0.1:3000', rateLimitFactor: 1, signIn: { kind: 'local' } })
    expect(databasePoolSize).toBe(10)
  })

  test('production with Clerk, its key stored on one line', () => {
    const authorizedParties = ['https://app.example.com', 'https://www.example.com']
    expect(readEnv(clerk).web?.signIn).toMatchObject({ kind: 'clerk', authorizedParties, jwtKey: publicPem.trim() })
  })

  test('names every missing variable at once', () => {
    const said = complaint({ NODE_ENV: 'production' })
    const expected = ['DATABASE_URL', 'REDIS_URL', 'VAULT_KEYS', 'APP_ORIGIN', 'CLERK_JWT_KEY', 'CLERK_WEBHOOK_SECRET']
    for (const name of [
      ...expected,
      'CLERK_AUTHORIZED_PARTIES',
      'TRUSTED_IP_HEADER',
      'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY',
    ]) {
      expect(said).toContain(`${name} is missing`)
    }
  })

  test.each([
    ['without being asked for', { ALLOW_LOCAL_SIGN_IN: '' }],
    ['off loopback', { APP_ORIGIN: 'https://app.example.com' }],
    ['on a host that only looks like loopback', { APP_ORIGIN: 'http://127.0.0.1.example.com:3000' }],
  ])('refuses local sign-in in production %s', (_, change) => {
    expect(complaint({ ...local, ...change })).toContain('CLERK_JWT_KEY is missing')
  })

  test.each([
    ['half of Clerk', { CLERK_WEBHOOK_SECRET: '' }, 'CLERK_WEBHOOK_SECRET'],
    ['no authorised party', { CLERK_AUTHORIZED_PARTIES: ' , ' }, 'CLERK_AUTHORIZED_PARTIES'],
    ['a key that is no key', { CLERK_JWT_KEY: 'hello' }, 'CLERK_JWT_KEY'],
    ['raised rate limits on the internet', { RATE_LIMIT_FACTOR: '5' }, 'RATE_LIMIT_FACTOR'],
    ['demo users on the internet', { SHOW_DEMO_USERS: 'true' }, 'SHOW_DEMO_USERS'],
    ['plain http', { APP_ORIGIN: 'http://app.example.com' }, 'APP_ORIGIN'],
    ['no trusted client address', { TRUSTED_IP_HEADER: '' }, 'TRUSTED_IP_HEADER'],
    ['a short vault key', { VAULT_KEYS: '{"current":1,"keys":{"1":"YWJj"}}' }, 'VAULT_KEYS'],
    ['a vault without its current key', { VAULT_KEYS: '{"current":2,"keys":{}}' }, 'VAULT_KEYS'],
    ['a short cron secret', { CRON_SECRET: 'hunter2' }, 'CRON_SECRET'],
  ])('refuses %s', (_, change, name) => {
    expect(complaint({ ...clerk, ...change })).toContain(name)
  })

  test('never repeats a secret it refuses', () => {
    const said = complaint({ ...clerk, CRON_SECRET: 'hunter2', VAULT_KEYS: 'hunter3', CLERK_WEBHOOK_SECRET: 'hunter4' })
    expect(said).not.toMatch(/hunter/)
  })
})
