import { findProgram, installSystemPackage } from './system-package'

export const installRedis = async (): Promise<void> => {
  if (!findProgram('redis-server'))
    await installSystemPackage('redis-server', 'queues, rate limits and live updates need it')
}
