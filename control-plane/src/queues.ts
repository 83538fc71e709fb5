import { type JobsOptions, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { type JobName, jobDefinition, QUEUES } from '@/lib/jobs/catalog'
import type { JobQueue, QueueState, RelayedJob } from '@/lib/jobs/relay'

export type QueueName = (typeof QUEUES)[number]
/** What travels through Redis: ids only. Runs of a schedule have no outbox row. */
export type JobData = { payload: unknown; outbox_id: string | null }
export type Queues = Record<QueueName, Queue<JobData>>

const KEEP_COMPLETED = { age: 600, count: 500 }
const KEEP_FAILED = { age: 7 * 86_400, count: 5_000 }

export function openQueues(connection: Redis, prefix: string, log: Logger): Queues {
  const open = (name: QueueName) => {
    const queue = new Queue<JobData>(name, { connection, prefix })
    queue.on('error', (error) => log.debug({ err: error.message, queue: name }, 'queue_error'))
    return queue
  }
  return { default: open('default'), slow: open('slow') }
}

/** Retries as the catalog says; `workers.ts` computes the delay. */
export const jobOptions = (name: JobName): JobsOptions => {
  const { attempts, backoffMs } = jobDefinition(name)
  return {
    attempts,
    backoff: { type: 'catalog', delay: backoffMs },
    removeOnComplete: KEEP_COMPLETED,
    removeOnFail: KEEP_FAILED,
  }
}

/** The queue as the relay sees it. */
export function relayTarget(queues: Queues): JobQueue {
  const queueOf = (name: JobName) => queues[jobDefinition(name).queue]
  return {
    async add(jobs) {
      for (const queue of QUEUES) {
        const mine = jobs.filter(({ name }) => jobDefinition(name).queue === queue)
        if (mine.length > 0) await queues[queue].addBulk(mine.map(bulkJob))
      }
    },
    look: (jobs) => Promise.all(jobs.map(({ queueId, name }) => stateIn(queueOf(name), queueId))),
  }
}

const bulkJob = ({ queueId, name, payload, outboxId }: RelayedJob) => ({
  name,
  data: { payload, outbox_id: outboxId },
  opts: { ...jobOptions(name), jobId: queueId },
})

async function stateIn(queue: Queue<JobData>, queueId: string): Promise<QueueState> {
  const state = await queue.getJobState(queueId)
  if (state === 'failed') {
    const job = await queue.getJob(queueId)
    return { kind: 'failed', reason: job?.failedReason ?? 'Failed in the queue' }
  }
  // Completed, yet the row is not done: the worker could not write it. The handler runs once more.
  return state === 'unknown' || state === 'completed' ? { kind: 'gone' } : { kind: 'pending' }
}
