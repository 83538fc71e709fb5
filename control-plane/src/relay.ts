import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { OUTBOX_DOORBELL } from '@/lib/jobs/enqueue'
import { relayOutbox } from '@/lib/jobs/relay'
import type { Metrics } from './metrics'
import { type Queues, relayTarget } from './queues'

const LOOK_MS = 250
const IDLE_LOOK_MS = 1_000
const IDLE_AFTER_MS = 30_000
const OUTAGE_LOOK_MS = 500

export type Relay = { lastPassAt: () => number; stop: () => Promise<void> }
type RelayDeps = { queues: Queues; producer: Redis; doorbell: Redis; metrics: Metrics; log: Logger }

/** Looks at the outbox when the doorbell rings, else four times a second, once a second after 30 quiet seconds. */
export function startRelay({ queues, producer, doorbell, metrics, log }: RelayDeps): Relay {
  const bell = createBell()
  const target = relayTarget(queues)
  let isStopped = false
  let lastPassAt = 0
  let lastWorkAt = Date.now()
  let isBroken = false

  const pass = async (): Promise<number> => {
    // Asked before the transaction opens: BullMQ would wait for Redis while the rows are held.
    if (producer.status !== 'ready') throw new Error('Redis is not connected')
    const { seen, relayed, parked, isFull } = await relayOutbox(target)
    metrics.relayed.inc(relayed)
    metrics.parked.inc(parked)
    lastPassAt = Date.now()
    if (seen > 0) lastWorkAt = lastPassAt
    if (isBroken) log.info('relay_recovered')
    isBroken = false
    if (isFull) return 0
    return lastPassAt - lastWorkAt > IDLE_AFTER_MS ? IDLE_LOOK_MS : LOOK_MS
  }

  const failed = (error: unknown): number => {
    metrics.relayErrors.inc()
    if (!isBroken) log.warn({ err: error }, 'relay_waits')
    isBroken = true
    return OUTAGE_LOOK_MS
  }

  const loop = async () => {
    while (!isStopped) {
      const waitMs = await pass().catch(failed)
      if (!isStopped) await bell.wait(waitMs)
    }
  }

  doorbell.on('message', bell.ring)
  doorbell.subscribe(OUTBOX_DOORBELL).catch((error: Error) => log.warn({ err: error.message }, 'doorbell_silent'))
  const done = loop()
  return {
    lastPassAt: () => lastPassAt,
    stop: async () => {
      isStopped = true
      bell.ring()
      await done
    },
  }
}

/** A ring during a pass is kept for the wait that follows. */
function createBell() {
  let isRung = false
  let wake = () => {}
  return {
    ring: () => {
      isRung = true
      wake()
    },
    wait: async (ms: number) => {
      if (!isRung && ms > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      isRung = false
      wake = () => {}
    },
  }
}
