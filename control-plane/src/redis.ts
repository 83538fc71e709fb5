import { Redis } from 'ioredis'
import type { Logger } from 'pino'

/**
 * One connection per manner: the producer fails fast, so that the relay keeps its rows; workers and the doorbell wait
 * for Redis to come back.
 */
export type RedisConnections = { producer: Redis; worker: Redis; doorbell: Redis; close: () => Promise<void> }

const COMMAND_TIMEOUT_MS = 2_000
const MAX_RECONNECT_MS = 1_000
const retryStrategy = (times: number) => Math.min(times * 100, MAX_RECONNECT_MS)

export function connectRedis(url: string, log: Logger): RedisConnections {
  const producer = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_TIMEOUT_MS,
    retryStrategy,
  })
  const worker = new Redis(url, { maxRetriesPerRequest: null, retryStrategy })
  const doorbell = new Redis(url, { maxRetriesPerRequest: null, retryStrategy })
  const connections = { producer, worker, doorbell }
  for (const [name, connection] of Object.entries(connections)) {
    let wasReady = true
    connection.on('error', (error: Error) => log.debug({ err: error.message, connection: name }, 'redis_error'))
    connection.on('ready', () => {
      wasReady = true
    })
    connection.on('close', () => {
      if (wasReady) log.warn({ connection: name }, 'redis_connection_closed')
      wasReady = false
    })
  }
  const close = async () => {
    for (const connection of Object.values(connections)) {
      connection.removeAllListeners('close')
      connection.disconnect()
    }
  }
  return { ...connections, close }
}
