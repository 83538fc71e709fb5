import { nodeBinary } from './paths'
import { runExit } from './run'
import { LauncherError } from './terminal'

// One machine asks here what a thousand people would: their limits are tested where they are made.
const RATE_LIMIT_FACTOR = process.env.RATE_LIMIT_FACTOR ?? '10000'

/** Runs a launcher command on the stack in `stackHome` and returns its exit code. */
const launcher = (stackHome: string, ...args: string[]): Promise<number> =>
  runExit(
    nodeBinary,
    ['--import', 'tsx', 'local/cli.ts', ...args],
    { ...process.env, RATE_LIMIT_FACTOR, SOVEREIGN_HOME: stackHome },
    'stderr',
  )

/** Does the work on the stack in `stackHome`; one that was not up is started for it, and stopped again in any case. */
export const withStack = async (
  stackHome: string,
  options: { isFresh: boolean },
  work: () => Promise<void>,
): Promise<void> => {
  if ((await launcher(stackHome, 'is-up')) === 0) return work()
  const stop = () => launcher(stackHome, 'down')
  const leave = () => void stop().finally(() => process.exit(130))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, leave)
  if (options.isFresh) await launcher(stackHome, 'reset', '--yes')
  try {
    if ((await launcher(stackHome, 'up', '--detach')) !== 0) throw new LauncherError('the stack did not come up')
    await work()
  } finally {
    await stop()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, leave)
  }
}
