import { z } from 'zod'

const json = z.string().transform((text, ctx): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    ctx.addIssue({ code: 'custom', message: 'is not JSON' })
    return z.NEVER
  }
})

const VaultKeys = z.object({
  current: z.number().int().positive(),
  keys: z.record(z.string().regex(/^\d+$/), z.string().min(1)),
})

const Env = z.object({
  DATABASE_URL: z.string().min(1),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(10),
  REDIS_URL: z.string().min(1),
  /** `{"current":1,"keys":{"1":"<32 bytes in base64>"}}` */
  VAULT_KEYS: json.pipe(VaultKeys),
  /** Comma-separated user ids. */
  SUPER_ADMIN_IDS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== ''),
    ),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** Unset listens on every address. */
  HOST: z.string().min(1).optional(),
  /** Keys of the queues in Redis; replicas that share work share it. */
  QUEUE_PREFIX: z
    .string()
    .regex(/^[\w-]+$/)
    .default('sovereign-jobs'),
  /** Asked of whoever reads /metrics; without it only this machine may. */
  METRICS_TOKEN: z.string().min(16).optional(),
})
export type ControlPlaneEnv = z.output<typeof Env>

/** The process's settings. Throws once, naming every variable that is missing or wrong, never a value. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): ControlPlaneEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = Env.safeParse(given)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map(({ path, message }) => {
    const name = String(path[0])
    return `  ${name} ${given[name] === undefined ? 'is missing' : message}`
  })
  throw new Error(['The control plane cannot start:', ...new Set(lines)].join('\n'))
}
