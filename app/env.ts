import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { ClerkSignInConfig, LocalSignInConfig, RuntimeConfig } from '@/lib/runtime'
import { exposureProblems, type Given, type Problem, signInProblems } from './env-rules'

const list = z.string().transform((text) => text.split(',').flatMap((item) => item.trim() || []))
const flag = z.stringbool().default(false)
const fromJson = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text, issues) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        issues.addIssue('is not JSON')
        return z.NEVER
      }
    })
    .pipe(schema)

const isRsa = (read: (pem: string) => KeyObject) => (pem: string) => {
  try {
    const key = read(pem)
    return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
  } catch {
    return false
  }
}
// Dashboards often store a PEM on one line.
const pem = z.string().transform((text) => text.replaceAll('\\n', '\n').trim())
const privatePem = pem.refine(isRsa(createPrivateKey), 'is not an RSA private key (PEM, at least 2048 bits)')
const publicPem = pem.refine(isRsa(createPublicKey), 'is not an RSA public key (PEM, at least 2048 bits)')

const is32Bytes = (key: string) => Buffer.from(key, 'base64').length === 32
const VaultKeys = z
  .object({
    current: z.int(),
    keys: z.record(z.string().regex(/^\d+$/), z.string().refine(is32Bytes, 'must be 32 bytes in base64')),
  })
  .refine(({ current, keys }) => current in keys, 'has no key for `current`')
const DemoUsers = z.array(z.object({ email: z.string(), password: z.string(), label: z.string() }))

const Env = z.object({
  NODE_ENV: z.string().default('development'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  VAULT_KEYS: fromJson(VaultKeys),
  SUPER_ADMIN_IDS: list.default([]),
  APP_ORIGIN: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
  TRUSTED_IP_HEADER: z.string().optional(),
  CRON_SECRET: z.string().min(32).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  RATE_LIMIT_FACTOR: z.coerce.number().positive().default(1),
  CLERK_JWT_KEY: publicPem.optional(),
  CLERK_AUTHORIZED_PARTIES: list.pipe(z.array(z.url()).min(1)).optional(),
  CLERK_WEBHOOK_SECRET: z.string().startsWith('whsec_').optional(),
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: z
    .string()
    .regex(/^pk_(test|live)_/)
    .optional(),
  LOCAL_SIGN_IN_PRIVATE_KEY: privatePem.optional(),
  ALLOW_LOCAL_SIGN_IN: z.enum(['loopback']).optional(),
  DEMO_USERS: fromJson(DemoUsers).optional(),
  SHOW_DEMO_USERS: flag,
})
type Env = z.infer<typeof Env>

/** The web process's settings. Throws once, naming every variable that is missing or wrong. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): RuntimeConfig {
  const given: Given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = Env.safeParse(given)
  const malformed = (parsed.error?.issues ?? []).map(({ path, message }): Problem => {
    const name = String(path[0])
    return { name, reason: given[name] === undefined ? 'is missing' : message }
  })
  const problems = [...malformed, ...signInProblems(given), ...exposureProblems(given)]
  if (!parsed.success || problems.length > 0) throw refusal(problems)
  return configOf(parsed.data)
}

const refusal = (problems: Problem[]): Error =>
  new Error(['The web process cannot start:', ...problems.map(({ name, reason }) => `  ${name} ${reason}`)].join('\n'))

function configOf(env: Env): RuntimeConfig {
  return {
    process: 'web',
    databaseUrl: env.DATABASE_URL,
    databasePoolSize: env.DATABASE_POOL_SIZE,
    redisUrl: env.REDIS_URL,
    logLevel: env.LOG_LEVEL,
    vaultKeys: env.VAULT_KEYS,
    superAdminIds: env.SUPER_ADMIN_IDS,
    web: {
      origin: env.APP_ORIGIN,
      trustedIpHeader: env.TRUSTED_IP_HEADER ?? null,
      cronSecret: env.CRON_SECRET ?? null,
      signIn: signInOf(env),
      rateLimitFactor: env.RATE_LIMIT_FACTOR,
    },
  }
}

function signInOf(env: Env): ClerkSignInConfig | LocalSignInConfig {
  const { CLERK_JWT_KEY: jwtKey, CLERK_AUTHORIZED_PARTIES: parties, CLERK_WEBHOOK_SECRET: webhookSecret } = env
  if (jwtKey && parties && webhookSecret) return { kind: 'clerk', jwtKey, authorizedParties: parties, webhookSecret }
  return {
    kind: 'local',
    privateKeyPem: env.LOCAL_SIGN_IN_PRIVATE_KEY ?? '',
    showDemoUsers: env.SHOW_DEMO_USERS,
    ...(env.DEMO_USERS && { demoUsers: env.DEMO_USERS }),
  }
}

/** What the page policy depends on; read apart, because the proxy runs before and beside the web process. */
export const readPolicyEnv = (source: NodeJS.ProcessEnv = process.env) => ({
  isDev: source.NODE_ENV === 'development',
  clerkPublishableKey: source.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY || null,
})
