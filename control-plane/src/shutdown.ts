import type { Logger } from 'pino'

const HARD_STOP_MS = 25_000

/** A named step of the way down. A step that fails is logged and does not keep the next from running. */
export type ShutdownStep = readonly [name: string, stop: () => unknown]

/** Runs the steps in order on SIGTERM or SIGINT, then exits; after 25 s it exits anyway. A fatal error exits at once. */
export function stopOnSignal(steps: ShutdownStep[], log: Logger): void {
  let isStopping = false
  const stop = async (signal: string) => {
    if (isStopping) return
    isStopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => {
      log.error('stopped_hard')
      process.exit(1)
    }, HARD_STOP_MS).unref()
    for (const [name, run] of steps) {
      try {
        await run()
      } catch (error) {
        log.error({ err: error, step: name }, 'stop_step_failed')
      }
    }
    log.info('stopped')
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error }, event)
      process.exit(1)
    })
  }
}
