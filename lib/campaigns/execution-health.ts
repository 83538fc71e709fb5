import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '@/lib/api/errors'
import { asPlatform, type Principal } from '@/lib/db/principals'

const count = z.number().int().nonnegative()
export const PublicHealth = z.object({ status: z.literal('ok'), database_latency_ms: count })
export type PublicHealth = z.infer<typeof PublicHealth>
export const ExecutionMetrics = z.object({
  total: count,
  succeeded: count,
  failed: count,
  success_rate: z.number().nullable(),
  average_ms: z.number().nullable(),
  p95_ms: z.number().nullable(),
  peak_concurrent: count,
})
export type ExecutionMetrics = z.infer<typeof ExecutionMetrics>

export const ExecutionDiagnosis = z.object({
  functions: z.object({ present: count, missing: z.array(z.string()) }),
  database: z.record(z.string(), z.number().nullable()),
  benchmark: z.object({ queries: count, median_ms: z.number(), slowest_ms: z.number() }),
  hints: z.array(z.string()),
})
export type ExecutionDiagnosis = z.infer<typeof ExecutionDiagnosis>

const ANSWER_WITHIN_MS = 2_000

/** Whether executions can be written at all. Throws DATABASE_UNAVAILABLE when the database does not answer in 2 s. */
export async function getPublicHealth(): Promise<PublicHealth> {
  const startedAt = performance.now()
  const ping = asPlatform('database ping')((trx) => sql`select 1`.execute(trx))
  const late = AbortSignal.timeout(ANSWER_WITHIN_MS)
  await Promise.race([
    ping,
    new Promise((_, reject) =>
      late.addEventListener('abort', () =>
        reject(new AppError('DATABASE_UNAVAILABLE', undefined, { retryAfterSeconds: 5 })),
      ),
    ),
  ])
  return { status: 'ok', database_latency_ms: Math.round(performance.now() - startedAt) }
}

/** Success, duration and concurrency of the last 24 h, of one workspace. */
export async function getExecutionMetrics(db: Principal, workspaceId: string): Promise<ExecutionMetrics> {
  return db(async (trx) => {
    const { rows } =
      await sql<ExecutionMetrics>`select * from private.get_campaign_execution_metrics(${workspaceId}::uuid,
      now() - interval '24 hours')`.execute(trx)
    return (
      rows[0] ?? {
        total: 0,
        succeeded: 0,
        failed: 0,
        success_rate: null,
        average_ms: null,
        p95_ms: null,
        peak_concurrent: 0,
      }
    )
  })
}

const NEEDED_FUNCTIONS = [
  'execute_campaign_atomically',
  'validate_campaign_execution_constraints',
  'finish_execution',
  'get_campaign_execution_metrics',
]
const BENCHMARK_QUERIES = 20

/** For super admins: are the functions there, what does the database say of itself, how fast are 20 small queries. */
export async function diagnoseExecutions(): Promise<ExecutionDiagnosis> {
  const platform = asPlatform('execution diagnostics')
  const { functions, metrics } = await platform(async (trx) => {
    const present = await sql<{
      name: string
    }>`select proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'private' and proname = any(${NEEDED_FUNCTIONS}::text[])`.execute(trx)
    const health = await sql<{
      metrics: ExecutionDiagnosis['database']
    }>`select private.get_database_health_metrics() as metrics`.execute(trx)
    return { functions: present.rows.map((row) => row.name), metrics: health.rows[0]?.metrics ?? {} }
  })
  const times = await platform(async (trx) => {
    const taken: number[] = []
    for (let i = 0; i < BENCHMARK_QUERIES; i += 1) {
      const startedAt = performance.now()
      await sql`select count(*) from campaign_executions where created_at > now() - interval '1 hour'`.execute(trx)
      taken.push(performance.now() - startedAt)
    }
    return taken.sort((a, b) => a - b)
  })
  const missing = NEEDED_FUNCTIONS.filter((name) => !functions.includes(name))
  const round = (value: number | undefined) => Math.round((value ?? 0) * 100) / 100
  return {
    functions: { present: functions.length, missing },
    database: metrics,
    benchmark: {
      queries: BENCHMARK_QUERIES,
      median_ms: round(times[BENCHMARK_QUERIES / 2]),
      slowest_ms: round(times.at(-1)),
    },
    hints: missing.length > 0 ? ['Apply the newest migrations: supabase migration up.'] : [],
  }
}
