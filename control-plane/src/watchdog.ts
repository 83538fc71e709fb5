import type { Logger } from 'pino'
import { QUEUES } from '@/lib/jobs/catalog'
import type { Queues } from './queues'
import type { Workers } from './workers'

const CHECK_MS = 30_000
const SILENT_MS = 120_000

/**
 * Jobs wait, and for two minutes this process has neither started nor ended one: its workers are dead although the
 * process lives. `onDead` ends the process, and the platform starts a fresh one.
 */
export function startWatchdog(queues: Queues, workers: Workers, log: Logger, onDead: () => void): () => void {
  const check = async () => {
    for (const queue of QUEUES) {
      const silentMs = Date.now() - workers.lastProgressAt(queue)
      if (silentMs < SILENT_MS || workers.activeJobs() > 0) continue
      const waiting = await queues[queue].getWaitingCount()
      if (waiting === 0) continue
      log.fatal({ queue, waiting, silent_ms: silentMs }, 'workers_dead')
      onDead()
    }
  }
  const timer = setInterval(() => check().catch(() => undefined), CHECK_MS)
  return () => clearInterval(timer)
}
