import { type MinimalJob, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { QUEUES } from '@/lib/jobs/catalog'
import { retryDelayMs } from './jobs/failure'
import type { Handlers } from './jobs/handler'
import { runJob } from './jobs/run'
import type { Metrics } from './metrics'
import type { JobData, QueueName } from './queues'

const CONCURRENCY: Record<QueueName, number> = { default: 20, slow: 5 }
/** A killed replica's jobs are taken up by another after at most the lock plus one check. */
const LOCK_MS = 15_000
const STALLED_CHECK_MS = 10_000
const MAX_STALLS = 3
/** How long running jobs may go on after the stop; then they return to the queue. */
const DRAIN_MS = 15_000

export type Workers = {
  areRunning: () => boolean
  /** When a worker of this queue last started or ended a job; 0 before the first. */
  lastProgressAt: (queue: QueueName) => number
  activeJobs: () => number
  close: () => Promise<void>
}
type WorkersDeps = { connection: Redis; prefix: string; handlers: Handlers; metrics: Metrics; log: Logger }

export function startWorkers({ connection, prefix, handlers, metrics, log }: WorkersDeps): Workers {
  const stopping = new AbortController()
  const progress: Record<QueueName, number> = { default: Date.now(), slow: Date.now() }
  let active = 0
  const run = { handlers, metrics, log, stopping: stopping.signal }

  const start = (queue: QueueName): Worker<JobData> => {
    const worker = new Worker<JobData>(
      queue,
      async (job, token, signal) => {
        active += 1
        progress[queue] = Date.now()
        try {
          await runJob(run, job, token ?? '', signal)
        } finally {
          active -= 1
          progress[queue] = Date.now()
        }
      },
      {
        connection,
        prefix,
        concurrency: CONCURRENCY[queue],
        lockDuration: LOCK_MS,
        stalledInterval: STALLED_CHECK_MS,
        maxStalledCount: MAX_STALLS,
        settings: {
          backoffStrategy: (attemptsMade, _type, error, job) => retryDelayMs(attemptsMade, baseOf(job), error),
        },
      },
    )
    worker.on('error', (error) => log.debug({ err: error.message, queue }, 'worker_error'))
    worker.on('stalled', (id) => log.warn({ queue, job_id: id }, 'job_stalled'))
    return worker
  }
  const workers = QUEUES.map(start)

  return {
    areRunning: () => !stopping.signal.aborted && workers.every((worker) => worker.isRunning() && !worker.isPaused()),
    lastProgressAt: (queue) => progress[queue],
    activeJobs: () => active,
    close: async () => {
      const drain = setTimeout(() => stopping.abort(new Error('The process is stopping')), DRAIN_MS)
      await Promise.all(workers.map((worker) => worker.close()))
      clearTimeout(drain)
    },
  }
}

function baseOf(job: MinimalJob | undefined): number {
  const backoff = job?.opts.backoff
  return typeof backoff === 'object' ? (backoff.delay ?? 0) : (backoff ?? 0)
}
