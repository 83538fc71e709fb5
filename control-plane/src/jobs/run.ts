import { DelayedError, type Job, UnrecoverableError, WaitingError } from 'bullmq'
import type { Logger } from 'pino'
import { z } from 'zod'
import { CATALOG, isJobName, type JobName, type JobPayload, jobDefinition } from '@/lib/jobs/catalog'
import { finishJob, parkJob, parkScheduledJob } from '@/lib/jobs/finish'
import type { Metrics } from '../metrics'
import type { JobData } from '../queues'
import { isOutage, isPermanent, messageOf } from './failure'
import type { Handlers } from './handler'

export type RunDeps = {
  handlers: Handlers
  metrics: Metrics
  log: Logger
  /** Aborted when this process must stop: the job goes back to the queue for another replica. */
  stopping: AbortSignal
}

/** The catalog once more, as the compiler can follow it from a name to its payload. */
const SCHEMAS: { [K in JobName]: { payload: z.ZodType<JobPayload<K>> } } = CATALOG
const OUTAGE_DELAY_MS = 2_000
/** About two hours of outage; then the job rests as a dead letter. */
const MAX_OUTAGE_STARTS = 3_600

/** BullMQ's processor for every queue: time limit, one log line, one metric, and the end of the outbox row. */
export async function runJob(deps: RunDeps, job: Job<JobData>, token: string, lockLost?: AbortSignal): Promise<void> {
  if (!isJobName(job.name)) throw new UnrecoverableError(`Unknown job ${job.name}`)
  const startedAt = performance.now()
  const log = deps.log.child({ job: job.name, job_id: job.id, attempt: job.attemptsMade + 1 })
  if (job.attemptsStarted <= 1) {
    deps.metrics.queueSeconds.observe(
      { queue: job.queueName },
      Math.max(0, Date.now() - job.timestamp - job.delay) / 1000,
    )
  }
  const record = (outcome: string, error?: unknown) => {
    const durationMs = Math.round(performance.now() - startedAt)
    deps.metrics.jobs.inc({ job: job.name, outcome })
    deps.metrics.jobSeconds.observe({ job: job.name }, durationMs / 1000)
    const line = { outcome, duration_ms: durationMs, ...(error !== undefined && { err: error }) }
    if (error === undefined) log.info(line, 'job')
    else log.warn(line, 'job')
  }
  try {
    await runInTime(deps, job.name, job, log, lockLost)
    if (job.data.outbox_id) await finishJob(job.data.outbox_id)
  } catch (error) {
    await afterFailure(deps, job, job.name, token, error, record)
  }
  record('done')
}

async function runInTime<K extends JobName>(
  deps: RunDeps,
  name: K,
  job: Job<JobData>,
  log: Logger,
  lockLost: AbortSignal | undefined,
): Promise<void> {
  const payload = SCHEMAS[name].payload.parse(job.data.payload)
  const { timeoutMs } = jobDefinition(name)
  const timeout = AbortSignal.timeout(timeoutMs)
  const signal = AbortSignal.any([timeout, deps.stopping, ...(lockLost ? [lockLost] : [])])
  const aborted = new Promise<never>((_, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
  // A handler that does not listen to its signal is left behind; it may be run twice anyway.
  const work = deps.handlers[name]({ payload, requestId: requestIdOf(job), signal, log })
  work.catch(() => undefined)
  await Promise.race([work, aborted])
}

const requestIdOf = (job: Job<JobData>): string => `job-${job.data.outbox_id ?? job.id}`.slice(0, 64)

/** Always throws: what BullMQ needs to hear. */
async function afterFailure(
  deps: RunDeps,
  job: Job<JobData>,
  name: JobName,
  token: string,
  error: unknown,
  record: (outcome: string, error: unknown) => void,
): Promise<never> {
  if (deps.stopping.aborted) {
    record('returned', error)
    await job.moveToWait(token)
    throw new WaitingError()
  }
  if (job.data.outbox_id && isOutage(error) && job.attemptsStarted < MAX_OUTAGE_STARTS) {
    record('delayed', error)
    await job.moveToDelayed(Date.now() + OUTAGE_DELAY_MS, token)
    throw new DelayedError()
  }
  const isLast = isPermanent(error) || job.attemptsMade + 1 >= (job.opts.attempts ?? 1)
  record(isLast ? 'failed' : 'retried', error)
  if (isLast) await park(deps, job, name, error)
  if (isPermanent(error)) throw new UnrecoverableError(messageOf(error))
  throw error
}

async function park(deps: RunDeps, job: Job<JobData>, name: JobName, error: unknown): Promise<void> {
  const parsed = z.looseObject({ workspace_id: z.uuid().optional() }).safeParse(job.data.payload)
  const failed = {
    workspaceId: parsed.data?.workspace_id ?? null,
    job: name,
    payload: parsed.data ?? {},
    error: messageOf(error),
    attempts: job.attemptsMade + 1,
  }
  const parked = job.data.outbox_id
    ? parkJob(job.data.outbox_id, failed)
    : isOutage(error)
      ? Promise.resolve()
      : parkScheduledJob(failed)
  // The queue keeps the failure; the relay parks the row when it looks again.
  await parked.catch((err) => deps.log.error({ err, job: name }, 'park_failed'))
}
