import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { CATALOG, type JobName, jobDefinition, QUEUES } from '@/lib/jobs/catalog'
import { jobOptions, type QueueName, type Queues } from './queues'

const CHECK_MS = 60_000
const LOCK_MS = 10_000
/** A next run this far in the past means that the chain of runs is broken. */
const OVERDUE_MS = 120_000

export type Schedules = { stop: () => Promise<void> }
type SchedulesDeps = { queues: Queues; producer: Redis; prefix: string; log: Logger; checkMs?: number }

/**
 * Makes the schedules in Redis agree with the catalog: at start and once a minute, so that they return after Redis lost
 * them. One that is there is left alone, because setting it anew would start it over.
 */
export function startSchedules({ queues, producer, prefix, log, checkMs = CHECK_MS }: SchedulesDeps): Schedules {
  let running: Promise<void> = Promise.resolve()
  const check = async () => {
    // One replica at a time; the others look again in a minute.
    const isMine = await producer.set(`${prefix}:schedules`, '1', 'PX', LOCK_MS, 'NX')
    if (!isMine) return
    for (const queue of QUEUES) await agree(queue, queues, log)
    await producer.del(`${prefix}:schedules`)
  }
  const guarded = () => {
    running = check().catch((error: Error) => log.warn({ err: error.message }, 'schedules_unchecked'))
  }
  const first = () => guarded()
  if (producer.status === 'ready') first()
  else producer.once('ready', first)
  const timer = setInterval(guarded, checkMs)
  return {
    stop: async () => {
      clearInterval(timer)
      producer.off('ready', first)
      await running
    },
  }
}

async function agree(queueName: QueueName, queues: Queues, log: Logger): Promise<void> {
  const queue = queues[queueName]
  const present = new Map((await queue.getJobSchedulers()).map((schedule) => [schedule.key, schedule]))
  const wanted = (Object.keys(CATALOG) as JobName[]).filter((name) => {
    const { queue: own, everyMs, cron } = jobDefinition(name)
    return own === queueName && (everyMs !== undefined || cron !== undefined)
  })
  for (const name of wanted) {
    const { everyMs, cron } = jobDefinition(name)
    const there = present.get(name)
    present.delete(name)
    const isSame = there && (everyMs === undefined ? there.pattern === cron : there.every === everyMs)
    if (isSame && (there.next ?? 0) > Date.now() - OVERDUE_MS) continue
    const rhythm = everyMs === undefined ? { pattern: cron ?? '', tz: 'UTC' } : { every: everyMs }
    await queue.upsertJobScheduler(name, rhythm, {
      name,
      data: { payload: {}, outbox_id: null },
      opts: jobOptions(name),
    })
    log.info({ job: name, ...rhythm }, 'schedule_set')
  }
  for (const name of present.keys()) {
    await queue.removeJobScheduler(name)
    log.info({ job: name }, 'schedule_removed')
  }
}
