import { failed } from '../terminal'
import { superviseStack } from './supervisor'

// The supervisor of a detached stack: its words go to logs/supervisor.log, which `up` shows until it is ready.
let stop: (() => Promise<void>) | null = null
let isLeaving = false

const leave = async (code: number) => {
  if (isLeaving) process.exit(code)
  isLeaving = true
  await stop?.()
  process.exit(code)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(0))

try {
  await superviseStack(process.argv.includes('--dev'), (stopStack) => {
    stop = stopStack
  })
} catch (error) {
  failed(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
