import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Handlers } from '@/control-plane/src/jobs/handler'
import { createMetrics } from '@/control-plane/src/metrics'
import { openQueues } from '@/control-plane/src/queues'
import { connectRedis } from '@/control-plane/src/redis'
import { startRelay } from '@/control-plane/src/relay'
import { startSchedules } from '@/control-plane/src/schedules'
import { stopOnSignal } from '@/control-plane/src/shutdown'
import { startWorkers } from '@/control-plane/src/workers'
import { AppError } from '@/lib/api/errors'
import { startRuntime } from '@/lib/runtime'

/**
 * The control plane's own relay, workers, schedules and shutdown around handlers whose effect is a line in a file.
 * `campaigns.converge` fails for good, `campaigns.prove` fails for now, `sync.workflow` takes as many ms as its id says.
 */
const { DATABASE_URL = '', REDIS_URL = '', EFFECTS_FILE = '', LOG_LEVEL = 'silent', SCHEDULES_MS = '' } = process.env
const prefix = 'test-jobs'

const { log, close } = startRuntime({
  process: 'tool',
  databaseUrl: DATABASE_URL,
  databasePoolSize: 10,
  redisUrl: REDIS_URL,
  logLevel: LOG_LEVEL,
  vaultKeys: { current: 1, keys: { 1: Buffer.alloc(32, 1).toString('base64') } },
  superAdminIds: [],
})

const effect = (job: string, id: string) =>
  appendFileSync(EFFECTS_FILE, `${JSON.stringify({ id, job, pid: process.pid, at: Date.now() })}\n`)
const scheduled = (job: string) => async () => effect(job, 'schedule')

const handlers: Handlers = {
  'campaigns.run': async ({ payload }) => effect('campaigns.run', payload.execution_id),
  'campaigns.converge': async ({ payload }) => {
    effect('campaigns.converge', payload.campaign_id)
    throw new AppError('CAMPAIGN_NOT_FOUND')
  },
  'campaigns.prove': async ({ payload }) => {
    effect('campaigns.prove', payload.campaign_id)
    throw new AppError('ENGINE_TIMEOUT')
  },
  'sync.workflow': async ({ payload, signal }) => {
    effect('started', payload.engine_id)
    await sleep(Number(payload.n8n_workflow_id), undefined, { signal })
    effect('sync.workflow', payload.engine_id)
  },
  'sync.workspace': scheduled('sync.workspace'),
  'campaigns.sweep': scheduled('campaigns.sweep'),
  'sync.active': scheduled('sync.active'),
  'sync.full': scheduled('sync.full'),
  'sync.executions': scheduled('sync.executions'),
  'sync.retry': scheduled('sync.retry'),
  'sync.cleanup': scheduled('sync.cleanup'),
  'retention.purge': scheduled('retention.purge'),
  'retention.events': scheduled('retention.events'),
  'stats.verify': scheduled('stats.verify'),
  'stats.rebucket': scheduled('stats.rebucket'),
  'webhooks.drain': scheduled('webhooks.drain'),
  'webhooks.letters': scheduled('webhooks.letters'),
  'webhooks.replay': scheduled('webhooks.replay'),
}

const metrics = createMetrics()
const redis = connectRedis(REDIS_URL, log)
const queues = openQueues(redis.producer, prefix, log)
const workers = startWorkers({ connection: redis.worker, prefix, handlers, metrics, log })
const schedules = SCHEDULES_MS
  ? startSchedules({ queues, producer: redis.producer, prefix, log, checkMs: Number(SCHEDULES_MS) })
  : null
const relay = startRelay({ queues, producer: redis.producer, doorbell: redis.doorbell, metrics, log })
stopOnSignal(
  [
    ['schedules', () => schedules?.stop()],
    ['relay', relay.stop],
    ['workers', workers.close],
    ['queues', () => Promise.all(Object.values(queues).map((queue) => queue.close()))],
    ['redis', redis.close],
    ['runtime', close],
  ],
  log,
)
process.stdout.write('ready\n')
