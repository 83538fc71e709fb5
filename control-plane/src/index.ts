import { startRuntime } from '@/lib/runtime'
import { readEnv } from './env'
import { createReadiness } from './http/readiness'
import { closeServer, createApp, listen } from './http/server'
import { handlers } from './jobs/handlers'
import { createMetrics } from './metrics'
import { openQueues } from './queues'
import { connectRedis } from './redis'
import { startRelay } from './relay'
import { startSchedules } from './schedules'
import { stopOnSignal } from './shutdown'
import { startWatchdog } from './watchdog'
import { startWorkers } from './workers'

const env = readEnv()
const { log, close: closeRuntime } = startRuntime({
  process: 'control-plane',
  databaseUrl: env.DATABASE_URL,
  databasePoolSize: env.DATABASE_POOL_SIZE,
  redisUrl: env.REDIS_URL,
  logLevel: env.LOG_LEVEL,
  vaultKeys: env.VAULT_KEYS,
  superAdminIds: env.SUPER_ADMIN_IDS,
})
const prefix = env.QUEUE_PREFIX
const metrics = createMetrics()

const redis = connectRedis(env.REDIS_URL, log)
const queues = openQueues(redis.producer, prefix, log)
const workers = startWorkers({ connection: redis.worker, prefix, handlers, metrics, log })
const schedules = startSchedules({ queues, producer: redis.producer, prefix, log })
const relay = startRelay({ queues, producer: redis.producer, doorbell: redis.doorbell, metrics, log })
const stopWatchdog = startWatchdog(queues, workers, log, () => process.exit(1))

const app = createApp({ isReady: createReadiness(relay, workers), metrics, metricsToken: env.METRICS_TOKEN })
const server = await listen(app, env.PORT, env.HOST)

stopOnSignal(
  [
    ['watchdog', stopWatchdog],
    ['schedules', schedules.stop],
    ['relay', relay.stop],
    ['workers', workers.close],
    ['http', () => closeServer(server)],
    ['queues', () => Promise.all(Object.values(queues).map((queue) => queue.close()))],
    ['redis', redis.close],
    ['runtime', closeRuntime],
  ],
  log,
)
log.info({ address: server.address() }, 'control_plane_ready')
