import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { home, nodeBinary, root } from '../paths'
import { runExit } from '../run'
import { LauncherError } from '../terminal'
import { withStack } from '../with-stack'

const folder = join(root, 'bench')

const benches = (): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .flatMap((file) => (file.endsWith('.ts') ? [basename(file, '.ts')] : []))
        .sort()
    : []

/** Fills the benchmarks' database; not a measurement, so only run when named. */
const tools = ['seed']

/** Runs the named benchmarks, or all, on the running stack; brings one up for it when none runs. Options are theirs. */
export const bench = async (args: string[]): Promise<void> => {
  const firstOption = args.findIndex((arg) => arg.startsWith('-'))
  const named = firstOption === -1 ? args : args.slice(0, firstOption)
  const options = firstOption === -1 ? [] : args.slice(firstOption)
  const unknown = named.find((name) => !benches().includes(name))
  if (unknown) throw new LauncherError(`No benchmark named ${unknown}. There is: ${benches().join(', ')}`)
  const chosen = named.length > 0 ? named : benches().filter((name) => !tools.includes(name))
  await withStack(home, { isFresh: false }, async () => {
    for (const name of chosen) {
      const code = await runExit(nodeBinary, ['--import', 'tsx', join(folder, `${name}.ts`), ...options])
      if (code !== 0) process.exitCode = code
    }
  })
}
