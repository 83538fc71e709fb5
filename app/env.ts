import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { ClerkSignInConfig, LocalSignInConfig, RuntimeConfig } from '@/lib/runtime'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])
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
type Problem = { name: string; reason: string }

/** The web process's settings. Throws once, naming every variable that is missing or wrong. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): RuntimeConfig {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = Env.safeParse(given)
  if (!parsed.success) {
    const named = parsed.error.issues.map(({ path, message }): Problem => {
      const [name] = path.map(String)
      return { name: name ?? '', reason: given[name ?? ''] === undefined ? 'is missing' : message }
    })
    throw refusal([...named, ...signInProblems(given)])
  }
  const env = parsed.data
  const problems = [...signInProblems(given), ...exposureProblems(env)]
  if (problems.length > 0) throw refusal(problems)
  return configOf(env)
}

const CLERK = ['CLERK_JWT_KEY', 'CLERK_AUTHORIZED_PARTIES', 'CLERK_WEBHOOK_SECRET', 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY']

const isLoopback = (origin: string | undefined): boolean => LOOPBACK.has(URL.parse(origin ?? '')?.hostname ?? '')
const usesClerk = (given: Record<string, string | undefined>): boolean =>
  CLERK.some((name) => given[name] !== undefined)

/** Clerk whole, or the local sign-in where it is allowed: in production only when asked for, and only on loopback. */
function signInProblems(given: Record<string, string | undefined>): Problem[] {
  const missing = (names: string[], reason: string) =>
    names.filter((name) => given[name] === undefined).map((name) => ({ name, reason }))
  if (usesClerk(given)) return missing(CLERK, 'is missing (Clerk sign-in needs all of its variables)')
  if (given.NODE_ENV === 'production' && !(given.ALLOW_LOCAL_SIGN_IN === 'loopback' && isLoopback(given.APP_ORIGIN))) {
    return missing(
      CLERK,
      'is missing (in production local sign-in is refused, except ALLOW_LOCAL_SIGN_IN=loopback with a loopback APP_ORIGIN)',
    )
  }
  return missing(['LOCAL_SIGN_IN_PRIVATE_KEY'], 'is missing (or set the Clerk variables)')
}

/** What would be harmless on one's own machine and is not on the internet. */
function exposureProblems(env: Env): Problem[] {
  if (isLoopback(env.APP_ORIGIN)) return []
  const problems: Problem[] = []
  if (env.RATE_LIMIT_FACTOR > 1) problems.push({ name: 'RATE_LIMIT_FACTOR', reason: 'may exceed 1 on loopback only' })
  if (env.SHOW_DEMO_USERS) problems.push({ name: 'SHOW_DEMO_USERS', reason: 'is for a loopback APP_ORIGIN only' })
  if (env.NODE_ENV !== 'production') return problems
  if (!env.APP_ORIGIN.startsWith('https:')) problems.push({ name: 'APP_ORIGIN', reason: 'must be https in production' })
  if (!env.TRUSTED_IP_HEADER) {
    problems.push({
      name: 'TRUSTED_IP_HEADER',
      reason:
        "is missing (the header in which the platform's own hop puts the client's address; x-vercel-forwarded-for on Vercel)",
    })
  }
  return problems
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
