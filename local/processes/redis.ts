import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { home } from '../paths'
import type { Ports } from '../ports'
import type { Secrets } from '../secrets'
import type { ProcessSpec } from './child'
import { systemEnv } from './environment'
import { accepts } from './readiness'

export const redisUrl = (ports: Ports, secrets: Secrets): string =>
  `redis://:${secrets.redis_password}@127.0.0.1:${ports.redis}`

export const redisSpec = (ports: Ports, secrets: Secrets): ProcessSpec => {
  const folder = join(home, 'redis')
  const configuration = join(folder, 'redis.conf')
  const lines = [
    'bind 127.0.0.1',
    `port ${ports.redis}`,
    `dir "${folder}"`,
    `requirepass ${secrets.redis_password}`,
    'maxmemory-policy noeviction',
    'save ""',
    'appendonly yes',
  ]
  writeFileSync(configuration, `${lines.join('\n')}\n`, { mode: 0o600 })
  return {
    name: 'redis',
    command: 'redis-server',
    args: [configuration],
    env: systemEnv(),
    stopSignal: 'SIGTERM',
    graceMs: 10_000,
    readyTimeoutMs: 30_000,
    isReady: () => accepts(ports.redis),
  }
}
